import { randomUUID } from 'node:crypto';
import type { AcceptedEvent, StoredEvent, UnusableCallback } from '../accepted-event.js';

/** The command of the suite's events. */
export const COMMAND = 'callbackAfterSingleMsgReadCommand';

/** What a test wants to be special about an event. */
export interface EventWishes {
  readonly key?: string;
  readonly idempotencyKey?: string;
  readonly command?: string;
  /** The listeners that it is for. */
  readonly recipients?: readonly string[];
}

/** An event with a number in its body to tell it by. */
export function suiteEvent(number: number, wishes: EventWishes = {}): AcceptedEvent {
  const { key, idempotencyKey, command = COMMAND, recipients } = wishes;
  const raw = Buffer.from(
    `{"callbackCommand":"${command}","number":${number},"key":${JSON.stringify(key)}}\n`,
  );
  const stored: StoredEvent = {
    id: randomUUID(),
    command,
    operationID: `op-${number}`,
    orderingKey: key,
    receivedAt: Date.now(),
    query: 'contenttype=json',
    raw: key === undefined ? Buffer.from(`{"callbackCommand":"${command}","number":${number}}`) : raw,
    trace: `trace-${number}`,
    ...(recipients ? { recipients } : {}),
  };
  return { ...reviveSuiteEvent(stored), idempotencyKey };
}

/**
 * Makes an event of what was stored of it.
 *
 * @throws when the bytes are no JSON object
 */
export function reviveSuiteEvent(stored: StoredEvent): AcceptedEvent {
  const body = JSON.parse(stored.raw.toString()) as Record<string, unknown>;
  const { callbackCommand, key } = body;
  if (typeof callbackCommand !== 'string') throw new Error('no command');
  return {
    ...stored,
    command: callbackCommand,
    orderingKey: typeof key === 'string' ? key : undefined,
    idempotencyKey: undefined,
    body,
    event: { callbackCommand },
    definition: undefined,
  };
}

/** The number in an event's body. */
export const numberOf = ({ body }: AcceptedEvent): number => Number(body['number']);

/** The numbers of so many events, from 1. */
export const upTo = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1);

/** A callback that could not be used, with that body. */
export const suiteUnusable = (body: string, reason = 'bad JSON'): UnusableCallback => ({
  id: randomUUID(),
  receivedAt: Date.now(),
  command: undefined,
  operationID: 'op-unusable',
  reason,
  query: 'contenttype=json',
  headers: { 'user-agent': 'Go-http-client/1.1' },
  raw: Buffer.from(body),
});

/** A record without what is undefined: storages need not tell that from what is absent. */
export const defined = (record: object = {}): object =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
