import { Logger } from '@nestjs/common';
import { readBody } from '../../../../test/support/bodies.js';
import { LogLines } from '../../../../test/support/log-lines.js';
import { Command, type CommandKey } from '../contract/commands.js';
import { definitions, GroupMsgReadEvent, SingleMsgReadEvent, type OpenImEvent } from '../contract/index.js';
import type { AcceptedEvent, StoredEvent } from '../delivery/accepted-event.js';
import { NonRetriableError } from '../delivery/retry/retry-errors.js';
import { DEFAULT_RETRY } from '../delivery/retry/retry-policy.js';
import { bindListeners } from '../listeners/listener-registry.js';
import type { CallbackFailure } from '../intake/failure.js';
import type { BoundListener, ListenerFailure, ListenerHandler } from '../listeners/bound-listener.js';
import type { CallbackContext } from '../listeners/callback-context.js';
import { UnknownCallbackEvent } from '../listeners/unknown-callback.event.js';
import { CallbackReporter } from '../operations/callback-reporter.js';
import { ListenerDelivery } from './listener-delivery.js';

const stored = (body: unknown): StoredEvent => ({
  id: 'event-1',
  command: 'as it was stored',
  operationID: 'op-1',
  orderingKey: undefined,
  receivedAt: 1_751_440_000_123,
  query: 'key=abc',
  raw: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
});

/** A target with a listener of reads and an observer of everything, and what its reporter told. */
function targetWith(
  onRead: ListenerHandler = () => undefined,
  suppressed: readonly CommandKey[] = [],
  where?: (event: OpenImEvent) => boolean,
) {
  const listeners = [
    { name: 'Reads.onRead', on: { kind: 'command', command: Command.afterSingleMsgRead }, call: onRead },
    { name: 'All.onAny', on: { kind: 'any' }, call: () => undefined },
  ] as const;
  const registry = bindListeners(
    listeners.map(({ name, on, call }) => ({
      name,
      method: name,
      owner: Object,
      metadata: {
        target: on,
        options: { retry: { maxAttempts: 3 }, where: on.kind === 'any' ? undefined : where },
      },
      call,
    })),
    'default',
    { onFailure: 'refuse', retry: DEFAULT_RETRY },
  );
  const failures: ListenerFailure[] = [];
  const unreceived: CallbackFailure[] = [];
  const problems: unknown[] = [];
  const filtered: string[] = [];
  const log = new LogLines();
  Logger.overrideLogger(log);
  const reporter = new CallbackReporter(new Logger('Test'), {
    onListenerError: (failure) => failures.push(failure),
    onFailure: (failure) => unreceived.push(failure),
    onStorage: (problem) => problems.push(problem),
  });
  return {
    target: new ListenerDelivery('default', registry, reporter, new Set(suppressed), {
      onWarning: reporter.warning,
      onFiltered: ({ name }) => filtered.push(name),
    }),
    filtered,
    failures,
    unreceived,
    problems,
    log,
  };
}

const { signal } = new AbortController();

/** The first listener of an event. */
function listenerOf(target: ListenerDelivery, event: AcceptedEvent): BoundListener {
  const [first] = target.recipientsOf(event);
  if (!first) throw new Error('nobody listens');
  return first;
}

describe('an event that is revived', () => {
  it('is the one that arrived, with its place in the order', () => {
    const given = stored(readBody);
    const event = targetWith().target.revive(given);
    expect(event).toEqual({
      ...given,
      command: Command.afterSingleMsgRead,
      orderingKey: 'si_u1_u2',
      idempotencyKey: undefined,
      body: readBody,
      event: expect.any(SingleMsgReadEvent) as unknown,
      definition: definitions.afterSingleMsgRead,
    });
    expect(event.event).toMatchObject({ userID: 'u1', seqs: [1, 2] });
  });

  it('has the key by which its repetitions are told, where they are to be suppressed', () => {
    const saved = stored({ callbackCommand: Command.afterMsgSaveDB, serverMsgID: 'm1', sendID: 'u1' });
    expect(targetWith(undefined, ['afterMsgSaveDB']).target.revive(saved).idempotencyKey).toBe(
      'afterMsgSaveDB:m1',
    );
    expect(targetWith().target.revive(saved).idempotencyKey).toBeUndefined();
  });

  it('is read by its older name, and keeps it', () => {
    const body = { callbackCommand: 'callbackGroupMsgReadCommand', sendID: 'u1' };
    const event = targetWith().target.revive(stored(body));
    expect(event.command).toBe('callbackGroupMsgReadCommand');
    expect(event.event).toBeInstanceOf(GroupMsgReadEvent);
  });

  it('may be of a command this version does not know', () => {
    const event = targetWith().target.revive(stored({ callbackCommand: 'callbackX', to: 1985 }));
    expect(event.event).toBeInstanceOf(UnknownCallbackEvent);
    expect(event.orderingKey).toBeUndefined();
  });

  it.each([
    ['{', 'bad-json: the body is not JSON'],
    [{ ...readBody, callbackCommand: undefined }, 'no-command'],
    [{ ...readBody, userID: 5 }, 'userID'],
  ])('cannot be of %j', (body, message) => {
    expect(() => targetWith().target.revive(stored(body))).toThrow(message);
  });
});

describe('the recipients of an event', () => {
  it('are its listeners and their retry policies, in the order of the registry', () => {
    const { target } = targetWith();
    const retry = { ...DEFAULT_RETRY, maxAttempts: 3 };
    expect(target.recipientsOf(target.revive(stored(readBody)))).toMatchObject([
      { name: 'Reads.onRead', retry },
      { name: 'All.onAny', retry },
    ]);
  });
});

describe('a delivery', () => {
  it('calls the one listener with the event and a context of the attempt', async () => {
    const calls: [unknown, CallbackContext][] = [];
    const { target } = targetWith((...args) => void calls.push(args));
    const event = target.revive(stored(readBody));
    await target.deliver(event, listenerOf(target, event), 4, { signal });
    expect(calls).toHaveLength(1);
    const [given, context] = calls[0] ?? [];
    expect(given).toBe(event.event);
    expect(context).toMatchObject({
      eventID: 'event-1',
      operationID: 'op-1',
      command: Command.afterSingleMsgRead,
      phase: 'after',
      instance: 'default',
      attempt: 4,
      receivedAt: new Date(1_751_440_000_123),
      body: readBody,
    });
    expect(context?.raw).toBe(event.raw);
    expect(context?.signal).toBe(signal);
  });

  it('shows an observer of everything that it was a before callback', async () => {
    const { target, failures } = targetWith();
    const event = target.revive(stored({ callbackCommand: Command.beforeSendSingleMsg, sendID: 'u1' }));
    target.failed({ event, listener: 'All.onAny', attempt: 1, error: 'x', retryIn: undefined });
    expect(failures[0]?.context.phase).toBe('before');
    expect(target.deliver(event, listenerOf(target, event), 1, { signal })).toBeUndefined();
  });

  it.each<[string, ListenerHandler]>([
    [
      'throws',
      () => {
        throw new Error('cannot read');
      },
    ],
    ['rejects with', () => Promise.reject(new Error('cannot read'))],
  ])('rejects with what the listener %s', async (_how, onRead) => {
    const { target } = targetWith(onRead);
    const event = target.revive(stored(readBody));
    await expect(async () => target.deliver(event, listenerOf(target, event), 1, { signal })).rejects.toThrow(
      'cannot read',
    );
  });
});

describe('what the inbox tells', () => {
  it('of a failed attempt is reported with its context', () => {
    const { target, failures } = targetWith();
    const error = new Error('cannot read');
    const event = target.revive(stored(readBody));
    target.failed({ event, listener: 'Reads.onRead', attempt: 2, error, retryIn: 1500 });
    expect(failures).toMatchObject([
      { listener: 'Reads.onRead', error, retryIn: 1500, context: { eventID: 'event-1', attempt: 2 } },
    ]);
  });

  it('of an event that cannot be read back is reported to log and hook, with what is known of it', () => {
    const { target, unreceived, log } = targetWith();
    target.unreadable(stored(readBody), 'the file is damaged');
    expect(unreceived).toMatchObject([
      {
        reason: 'internal',
        detail: 'an accepted event cannot be read back and is a dead letter now: the file is damaged',
        command: 'as it was stored',
        operationID: 'op-1',
      },
    ]);
    expect(log.text).toContain('is a dead letter now: the file is damaged');
  });

  it('of its storage is reported', () => {
    const { target, problems } = targetWith();
    target.storageChanged('the disk is full');
    target.storageChanged(undefined);
    expect(problems).toEqual(['the disk is full', undefined]);
  });
});

describe('a listener with a filter', () => {
  const noSource = { signal };
  const names = (target: ListenerDelivery, event: AcceptedEvent): string[] =>
    target.recipientsOf(event).map(({ name }) => name);

  it('is not asked again about an event that was stored for it', () => {
    const calls: unknown[] = [];
    const { target, filtered } = targetWith(
      (event) => calls.push(event),
      [],
      () => false,
    );
    const event = target.revive({ ...stored(readBody), recipients: ['Reads.onRead'] });
    expect(names(target, event)).toEqual(['Reads.onRead']);
    target.deliver(event, listenerOf(target, event), 1, noSource);
    expect([calls.length, filtered]).toEqual([1, []]);
  });

  it('is asked about an event that could not be read when it arrived, once', () => {
    const calls: unknown[] = [];
    const { target, filtered } = targetWith(
      (event) => calls.push(event),
      [],
      () => false,
    );
    const event = target.revive(stored(readBody));
    expect(names(target, event)).toEqual(['Reads.onRead', 'All.onAny']);
    target.deliver(event, listenerOf(target, event), 1, noSource);
    expect([calls.length, filtered]).toEqual([0, ['Reads.onRead']]);
    target.deliver(event, listenerOf(target, event), 2, noSource);
    expect([calls.length, filtered]).toEqual([1, ['Reads.onRead']]);
  });

  it('may be gone: then what was stored for it ends as a dead letter', () => {
    const { target } = targetWith();
    const event = target.revive({ ...stored(readBody), recipients: ['Gone.onRead', 'All.onAny'] });
    const [gone, any] = target.recipientsOf(event);
    expect([gone?.name, any?.name]).toEqual(['Gone.onRead', 'All.onAny']);
    expect(target.recipientsOf(event)[0]).toBe(gone);
    expect(() => target.deliver(event, listenerOf(target, event), 1, noSource)).toThrow(
      new NonRetriableError(
        'the app has no such listener any more: redrive it when all processes run a version that has one',
      ),
    );
  });
});
