import { randomUUID } from 'node:crypto';
import type { CallbackFacts, StoredEvent, UnusableCallback } from './accepted-event.js';

/** Something that was accepted or received and could not be delivered, with all that is needed to try again. */
export interface DeadLetter extends CallbackFacts {
  /** Its own, unique. */
  readonly id: string;
  /** Whether it is an accepted event, which a listener gave up or which could not be read back, or a callback that could not be used. */
  readonly kind: 'undelivered' | 'unusable';
  /** The command as it arrived, as far as it could be made out. */
  readonly command: string | undefined;
  /** The listener that gave up; undefined for unusable callbacks and for events that could not be read back. */
  readonly listener: string | undefined;
  /** Why. */
  readonly reason: string;
  /** How often the listener was tried. */
  readonly attempts: number;
  /** The event's id; the same as in `context.eventID`. */
  readonly eventID: string;
  /** When it was given up, in unix milliseconds. */
  readonly diedAt: number;
  /** The request's headers, without those that hold credentials; only of unusable callbacks. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Which dead letters are meant; what is left out does not matter. */
export interface DeadLetterFilter {
  readonly ids?: readonly string[];
  readonly kind?: DeadLetter['kind'];
  readonly command?: string;
  readonly listener?: string;
  /** Part of the reason; A-Z and a-z are the same. */
  readonly reason?: string;
  /** Given up at or after, in unix milliseconds. */
  readonly since?: number;
  /** Given up before, in unix milliseconds. */
  readonly until?: number;
}

/** What an operator can do with dead letters. */
export interface DeadLetters {
  /** Those that match, oldest first. @default limit 100 */
  list(filter?: DeadLetterFilter, limit?: number): Promise<DeadLetter[]>;
  /** Sends those that match to their listeners again; unusable ones are read again. Returns how many. */
  redrive(filter?: DeadLetterFilter): Promise<number>;
  /** Deletes those that match. Returns how many. */
  purge(filter?: DeadLetterFilter): Promise<number>;
}

/** The dead letters of an inbox, for tools that run beside the app. */
export interface OpenedDeadLetters {
  readonly deadLetters: DeadLetters;
  close(): Promise<void>;
}

/** What is to be said of an event that was given up. */
export type Fate = Pick<DeadLetter, 'reason' | 'diedAt'> &
  Partial<Pick<DeadLetter, 'kind' | 'listener' | 'attempts'>>;

/** The dead letter of an event: one that a listener gave up, or that could not be read back. */
export function undeliveredLetter(
  { id, command, operationID, receivedAt, query, raw, trace }: StoredEvent,
  { kind = 'undelivered', listener, reason, attempts = 0, diedAt }: Fate,
): DeadLetter {
  return {
    id: randomUUID(),
    kind,
    command,
    listener,
    reason,
    attempts,
    eventID: id,
    operationID,
    receivedAt,
    diedAt,
    query,
    headers: {},
    raw,
    ...(trace === undefined ? {} : { trace }),
  };
}

/** The dead letter of a callback that could not be used. */
export const unusableLetter = (callback: UnusableCallback): DeadLetter => ({
  ...callback,
  kind: 'unusable',
  listener: undefined,
  attempts: 0,
  eventID: callback.id,
  diedAt: callback.receivedAt,
});

/** Whether a dead letter is one of those a filter means. */
export function matchesFilter(letter: DeadLetter, filter: DeadLetterFilter): boolean {
  const { ids, kind, command, listener, reason, since, until } = filter;
  return (
    (ids === undefined || ids.includes(letter.id)) &&
    (kind === undefined || letter.kind === kind) &&
    (command === undefined || letter.command === command) &&
    (listener === undefined || letter.listener === listener) &&
    (reason === undefined || lower(letter.reason).includes(lower(reason))) &&
    (since === undefined || letter.diedAt >= since) &&
    (until === undefined || letter.diedAt < until)
  );
}

/** As SQLite does it, so that every inbox finds the same. */
const lower = (text: string): string => text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
