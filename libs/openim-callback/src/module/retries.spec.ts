import { Injectable } from '@nestjs/common';
import { ALLOWED, readBody } from '../../../../test/support/bodies.js';
import { closeApps, startApp } from '../../../../test/support/callback-app.js';
import { postCallback } from '../../../../test/support/http.js';
import { until } from '../../../../test/support/until.js';
import type { DeliveryTarget } from '../delivery/delivery-target.js';
import { MemoryInbox } from '../delivery/inboxes/memory/memory-inbox.js';
import type { ListenerFailure } from '../listeners/bound-listener.js';
import type { CallbackContext } from '../listeners/callback-context.js';
import { OnMsgSaveDB, OnSingleMsgRead } from '../listeners/decorators.js';
import { Command, type MsgSaveDBEvent, type SingleMsgReadEvent } from '../contract/index.js';
import { OpenImCallbackService } from './openim-callback.service.js';

let broken: boolean;
let attempts: string[];

@Injectable()
class Listeners {
  @OnSingleMsgRead()
  asTheModule(_event: SingleMsgReadEvent, { attempt }: CallbackContext): void {
    attempts.push(`module ${attempt}`);
    if (broken) throw new Error('cannot read');
  }

  @OnSingleMsgRead({ retry: { maxAttempts: 1 } })
  once(_event: SingleMsgReadEvent, { attempt }: CallbackContext): void {
    attempts.push(`once ${attempt}`);
    if (broken) throw new Error('cannot read');
  }
}

describe('retries in an app', () => {
  afterEach(closeApps);
  beforeEach(() => {
    [broken, attempts] = [true, []];
  });

  describe('listeners that fail', () => {
    const start = async () => {
      const failures: ListenerFailure[] = [];
      const hooks = { onListenerError: (failure: ListenerFailure) => failures.push(failure) };
      const options = { retry: { maxAttempts: 3, minDelay: 1, maxDelay: 2 }, hooks };
      const { app, port, log } = await startApp({ options, providers: [Listeners] });
      const service = app.get(OpenImCallbackService);
      expect((await postCallback(port, '/callbackExample', readBody)).json()).toEqual(ALLOWED);
      await until(() => failures.length === 4);
      return { service, failures, log };
    };

    it('are called again as they say, or else as the module says', async () => {
      const { failures, log } = await start();
      expect(attempts.toSorted()).toEqual(['module 1', 'module 2', 'module 3', 'once 1']);
      const last = failures.filter(({ retryIn }) => retryIn === undefined);
      expect(last.map(({ listener, context }) => `${listener} ${context.attempt}`).toSorted()).toEqual([
        'Listeners.asTheModule 3',
        'Listeners.once 1',
      ]);
      expect(log.text).toMatch(/Listeners\.asTheModule failed on .*; attempt 2 follows in \d+ ms/);
    });

    it('leave dead letters with the service, which can deliver them again', async () => {
      const { service } = await start();
      await until(() => attempts.length === 4);
      const letters = await service.deadLetters.list();
      expect(letters.map(({ listener, attempts: tried }) => [listener, tried]).toSorted()).toEqual([
        ['Listeners.asTheModule', 3],
        ['Listeners.once', 1],
      ]);
      expect(await service.inboxState()).toEqual({
        healthy: true,
        problem: undefined,
        pending: 0,
        oldestAge: 0,
        held: 0,
        deadLetters: 2,
      });
      [broken, attempts] = [false, []];
      expect(await service.deadLetters.redrive({ listener: 'Listeners.once' })).toBe(1);
      await until(() => attempts.length > 0);
      expect(attempts).toEqual(['once 1']);
      expect(await service.deadLetters.purge()).toBe(1);
      expect(await service.inboxState()).toMatchObject({ deadLetters: 0 });
    });
  });

  describe('an inbox whose storage fails', () => {
    it('tells the hook and the log', async () => {
      let told: DeliveryTarget | undefined;
      class FailingInbox extends MemoryInbox {
        override start(target: DeliveryTarget): void | Promise<void> {
          told = target;
          return super.start(target);
        }
      }
      const problems: unknown[] = [];
      const hooks = { onStorage: (problem: string | undefined) => problems.push(problem) };
      const { log } = await startApp({ options: { inbox: new FailingInbox(), hooks } });
      told?.storageChanged('the disk is full');
      told?.storageChanged(undefined);
      expect(problems).toEqual(['the disk is full', undefined]);
      expect(log.lines).toContain('error [OpenImCallback] The storage of the inbox fails: the disk is full');
    });
  });

  describe('suppressDuplicates', () => {
    const saved = { callbackCommand: Command.afterMsgSaveDB, serverMsgID: 's1' };

    it.each([
      ['drops repetitions of afterMsgSaveDB by default', undefined, 1],
      ['can be nothing', [], 2],
    ] as const)('%s', async (_what, suppressDuplicates, delivered) => {
      const heard: unknown[] = [];
      @Injectable()
      class Saved {
        @OnMsgSaveDB()
        onSaved(event: MsgSaveDBEvent): void {
          heard.push(event);
        }
      }
      const { app, port } = await startApp({ options: { suppressDuplicates }, providers: [Saved] });
      for (let count = 0; count < 2; count++) {
        expect((await postCallback(port, '/callbackExample', saved)).json()).toEqual(ALLOWED);
      }
      await app.close();
      expect(heard).toHaveLength(delivered);
    });
  });
});
