import { Injectable } from '@nestjs/common';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import {
  allow,
  BeforeSendSingleMsg,
  memoryInbox,
  OnSingleMsgRead,
  OpenImCallbackModule,
  sqliteInbox,
} from '../../../libs/openim-callback/dist/esm/index.js';
import { serve } from '../../lib/child.js';
import { decorate, listen } from '../../lib/nest-app.js';

/** The app that is measured: one listener that decides at once, one that takes events at once. */
class Listeners {
  delivered = 0;

  decide() {
    return allow();
  }

  take() {
    this.delivered++;
  }
}
Injectable()(Listeners);
decorate(Listeners, 'decide', BeforeSendSingleMsg());
decorate(Listeners, 'take', OnSingleMsgRead());

const delay = monitorEventLoopDelay({ resolution: 1 });

serve({
  /** @param {{ inbox: 'memory' | 'sqlite', folder: string }} options */
  start({ inbox, folder }) {
    const file = join(folder, 'inbox.db');
    const callbacks = OpenImCallbackModule.forRoot({
      mount: 'direct',
      inbox: inbox === 'memory' ? memoryInbox() : sqliteInbox({ file }),
    });
    return listen({ imports: [callbacks], providers: [Listeners] });
  },
  watch() {
    delay.enable();
    delay.reset();
  },
  /** The delay of a timer of 1 ms, in milliseconds; a loop that is free shows about 1. */
  report: () => ({ loopP99: delay.percentile(99) / 1e6 }),
});
