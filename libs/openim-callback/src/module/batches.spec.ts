import { Injectable } from '@nestjs/common';
import { Registry } from 'prom-client';
import { readBody } from '../../../../test/support/bodies.js';
import { closeApps, createApp, startApp } from '../../../../test/support/callback-app.js';
import { postCallback } from '../../../../test/support/http.js';
import { until } from '../../../../test/support/until.js';
import type { AnyEvent, SingleMsgReadEvent } from '../contract/index.js';
import type { ListenerFailure } from '../listeners/bound-listener.js';
import type { BatchContext } from '../listeners/callback-context.js';
import { BeforeSendSingleMsg, OnAnyCallback, OnSingleMsgRead } from '../listeners/decorators.js';
import { OpenImCallbackService } from './openim-callback.service.js';

const LONG = 60_000;

const sendReads = async (port: number, users: readonly string[]): Promise<void> => {
  for (const userID of users) await postCallback(port, '/callbackExample', { ...readBody, userID });
};

describe('a listener that takes batches', () => {
  afterEach(closeApps);

  it('gets the events that it wants, together and in order, and is named at the start', async () => {
    const batches: { readonly users: string[]; readonly ids: string[] }[] = [];
    @Injectable()
    class Rows {
      @OnSingleMsgRead({ batch: { size: 3, within: LONG }, where: { userID: { not: 'bot' } } })
      store(events: SingleMsgReadEvent[], { contexts }: BatchContext): void {
        const users = events.map(({ userID }) => userID);
        batches.push({ users, ids: contexts.map(({ eventID }) => eventID) });
      }

      @OnAnyCallback({ batch: { size: 4, within: LONG }, name: 'audit' })
      audit(events: AnyEvent[]): void {
        batches.push({ users: ['audit', ...events.map(({ callbackCommand }) => callbackCommand)], ids: [] });
      }
    }
    const { port, log } = await startApp({ options: {}, providers: [Rows] });
    expect(log.text).toContain(
      'Listeners that take events together: Rows.store: up to 3 within 60000 ms; audit: up to 4 within 60000 ms',
    );
    await sendReads(port, ['u1', 'bot', 'u2', 'u3']);
    await until(() => batches.length === 2, 'both batches');
    const [rows] = batches.filter(({ ids }) => ids.length > 0);
    expect(rows?.users).toEqual(['u1', 'u2', 'u3']);
    expect(new Set(rows?.ids).size).toBe(3);
    const [audit] = batches.filter(({ ids }) => ids.length === 0);
    expect(audit?.users).toEqual(['audit', ...Array<string>(4).fill(readBody.callbackCommand)]);
  });

  it('that fails is one line, one call of the hook, and an attempt of each event for the metrics', async () => {
    const failures: ListenerFailure[] = [];
    @Injectable()
    class Rows {
      @OnSingleMsgRead({ batch: { size: 4, within: LONG } })
      store(events: SingleMsgReadEvent[]): void {
        if (events.some(({ userID }) => userID === 'bad')) throw new TypeError('cannot be stored');
      }
    }
    const registry = new Registry();
    const { app, port, log } = await startApp({
      options: {
        metrics: { registry },
        retry: { maxAttempts: 3, minDelay: 1, maxDelay: 1 },
        hooks: { onListenerError: (failure) => failures.push(failure) },
      },
      providers: [Rows],
    });
    await sendReads(port, ['u1', 'u2', 'bad', 'u4']);
    const { deadLetters } = app.get(OpenImCallbackService);
    await until(async () => (await deadLetters.list()).length === 1, 'the dead letter');
    expect((await deadLetters.list())[0]).toMatchObject({ listener: 'Rows.store', attempts: 3 });
    expect(failures.map(({ contexts, context }) => [contexts?.length, context.attempt])).toEqual([
      [4, 1],
      [4, 2],
      [undefined, 3],
    ]);
    const lines = log.lines.filter((line) => line.includes('listener-failed'));
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(
      /Rows\.store failed on callbackAfterSingleMsgReadCommand and 3 more in its batch: TypeError: cannot be stored; attempt 2 follows in 1 ms .* batch=4/,
    );
    expect(lines[2]).not.toContain('in its batch');
    await until(async () => (await app.get(OpenImCallbackService).inboxState()).pending === 0, 'the rest');
    const attempts = await registry.getSingleMetric('openim_callback_listener_attempts_total')?.get();
    const counts = attempts?.values.map(({ labels, value }) => [labels['outcome'], value]);
    expect(new Map(counts as [string, number][])).toEqual(
      new Map([
        ['failed', 8],
        ['done', 3],
        ['dead_letter', 1],
      ]),
    );
  });

  it('cannot be on a before callback, or have a batch that cannot be', async () => {
    class Wrong {
      @OnSingleMsgRead({ batch: { size: 0 } })
      none(_events: SingleMsgReadEvent[]): void {}

      undecided(): void {}
    }
    const decorate = BeforeSendSingleMsg as (options: object) => MethodDecorator;
    const descriptor = Object.getOwnPropertyDescriptor(Wrong.prototype, 'undecided');
    if (!descriptor) throw new Error('it has the method');
    decorate({ batch: {} })(Wrong.prototype, 'undecided', descriptor);
    const { app } = await createApp({ options: {}, providers: [Wrong] });
    const failed = await app.init().catch((error: unknown) => String(error));
    expect(failed).toContain(
      'Wrong.none: the option batch of its decorator: size must be an integer between 1 and 10000, it is 0',
    );
    expect(failed).toContain('Wrong.undecided: its decorator has the option batch, but OpenIM waits');
  });
});
