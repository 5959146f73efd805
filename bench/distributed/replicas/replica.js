import { Injectable, Logger } from '@nestjs/common';
import process from 'node:process';
import { bullmqInbox } from '../../../libs/openim-callback-bullmq/dist/esm/index.js';
import { OnSingleMsgRead, OpenImCallbackModule } from '../../../libs/openim-callback/dist/esm/index.js';
import { serve } from '../../lib/child.js';
import { decorate, listen } from '../../lib/nest-app.js';

Logger.overrideLogger(['error', 'fatal']);

let handled = 0;

/** Does nothing. */
class Listener {
  on() {
    handled++;
  }
}
Injectable()(Listener);
decorate(Listener, 'on', OnSingleMsgRead());

serve({
  /** @param {{ redis: number }} options the port of Redis */
  start({ redis }) {
    const inbox = bullmqInbox({ connection: { port: redis }, strict: true });
    const callbacks = OpenImCallbackModule.forRoot({ mount: 'direct', inbox });
    const app = { imports: [callbacks], providers: [Listener] };
    return listen(app, 'Express', (each) => each.enableShutdownHooks());
  },
  handled: () => handled,
  cpu() {
    const { user, system } = process.cpuUsage();
    return user + system;
  },
});
