import { until } from '../../../../test/support/until.js';
import { recordOf } from '../../../../test/support/context.js';
import type { ReceivedCallback } from '../intake/intake-parts.js';
import { RecordContext } from '../listeners/callback-context.js';
import { UnknownCallbackEvent } from '../listeners/unknown-callback.event.js';
import { HttpAdapterHost } from '@nestjs/core';
import { BootLog } from './boot-log.js';
import { CallbackServers } from './callback-servers.js';
import { CallbackStream } from './callback-stream.js';
import { ModuleInstance } from './module-instance.js';
import { Monitoring } from './monitoring.js';
import { OpenImCallbackService } from './openim-callback.service.js';
import { resolveSettings } from './resolve-settings.js';

function received(command: string): ReceivedCallback<UnknownCallbackEvent> {
  const context = new RecordContext(recordOf(command), 'default', 1);
  return { event: new UnknownCallbackEvent(command, {}), context };
}

describe('the stream', () => {
  it('emits in order, when whoever emitted has gone on', async () => {
    const stream = new CallbackStream();
    const seen: string[] = [];
    stream.subscribe(({ event }) => seen.push(event.callbackCommand));
    stream.next(received('callbackA'));
    stream.next(received('callbackB'));
    expect(seen).toEqual([]);
    await until(() => seen.length === 2);
    expect(seen).toEqual(['callbackA', 'callbackB']);
  });

  it('shows everyone the same, from when he subscribed on', async () => {
    const stream = new CallbackStream();
    const [first, second]: ReceivedCallback[][] = [[], []];
    stream.next(received('callbackMissed'));
    await new Promise(setImmediate);
    for (const list of [first, second]) stream.subscribe((each) => list?.push(each));
    const callback = received('callbackA');
    stream.next(callback);
    await until(() => second?.length === 1);
    expect(first?.[0]).toBe(callback);
    expect(second).toEqual(first);
  });

  it('emits no more when it is complete', async () => {
    const stream = new CallbackStream();
    const seen: unknown[] = [];
    stream.subscribe({ next: (each) => seen.push(each), complete: () => seen.push('complete') });
    stream.next(received('callbackA'));
    stream.complete();
    stream.next(received('callbackB'));
    await new Promise(setImmediate);
    expect(seen).toEqual(['complete']);
  });
});

describe("the service's streams", () => {
  it('are everything, and what is of one command', async () => {
    const stream = new CallbackStream();
    const settings = resolveSettings({});
    const instance = new ModuleInstance({});
    const servers = new CallbackServers(
      instance,
      settings,
      new HttpAdapterHost(),
      new BootLog(instance, settings),
    );
    const service = new OpenImCallbackService(stream, settings, new Monitoring(instance, settings), servers);
    const [everything, online]: unknown[][] = [[], []];
    service.events$.subscribe(({ event }) => everything?.push(event.callbackCommand));
    service
      .on('callbackAfterUserOnlineCommand')
      .subscribe(({ event }) => online?.push(event.callbackCommand));
    const commands = ['callbackAfterUserOnlineCommand', 'callbackX', 'callbackAfterUserOfflineCommand'];
    for (const command of commands) stream.next(received(command));
    await until(() => everything?.length === 3);
    expect(everything).toEqual(commands);
    expect(online).toEqual(['callbackAfterUserOnlineCommand']);
  });
});
