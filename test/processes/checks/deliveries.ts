import type { JournalEntry } from '../app/journal.js';
import type { Sent } from '../driver/traffic.js';

/** One call of a listener, in microseconds on the clock of the machine. */
export interface Call {
  readonly app: string;
  readonly listener: string;
  readonly number: number;
  readonly key: string;
  readonly eventID: string;
  readonly from: number;
  /** When it ended, or its process did; Infinity when it has not ended. */
  readonly to: number;
  readonly took: boolean;
}

/** The journal of one app, and when the app ended if it did not end its calls before. */
export interface AppJournal {
  readonly entries: readonly JournalEntry[];
  readonly endedAt?: number;
}

/** The calls of listeners in a journal, by their beginning. */
export function callsIn({ entries, endedAt = Infinity }: AppJournal): Call[] {
  const open = new Map<string, JournalEntry>();
  const calls: Call[] = [];
  const add = (start: JournalEntry, to: number, took: boolean): void => {
    const { app, listener, number, key, eventID, at } = start;
    calls.push({ app, listener, number, key, eventID, from: at, to: Math.max(at, to), took });
  };
  for (const entry of entries) {
    const name = `${entry.eventID} ${entry.listener}`;
    if (entry.kind === 'start') {
      open.set(name, entry);
      continue;
    }
    const start = open.get(name);
    if (!start) throw new Error(`${entry.app} ended ${name} without a beginning`);
    open.delete(name);
    add(start, entry.at, entry.kind === 'end');
  }
  for (const start of open.values()) add(start, endedAt, false);
  return calls.sort((one, other) => one.from - other.from);
}

/** The acknowledged callbacks that a listener of theirs never took. */
export const findLost = (sent: readonly Sent[], calls: readonly Call[]): Sent[] =>
  findUndelivered(
    sent.filter(({ ackedAt }) => ackedAt !== undefined),
    calls,
  );

/** The callbacks that a listener of theirs never took. */
export function findUndelivered(sent: readonly Sent[], calls: readonly Call[]): Sent[] {
  const taken = new Set(
    calls.filter(({ took }) => took).map(({ number, listener }) => `${number} ${listener}`),
  );
  return sent.filter(
    ({ number, listeners }) => !listeners.every((listener) => taken.has(`${number} ${listener}`)),
  );
}

/** Deliveries of what was never sent, or under another key than it was sent with, or to a wrong listener. */
export function findStrange(sent: readonly Sent[], calls: readonly Call[]): Call[] {
  const byNumber = new Map(sent.map((each) => [each.number, each]));
  return calls.filter(({ number, key, listener }) => {
    const origin = byNumber.get(number);
    return origin?.key !== key || !origin.listeners.includes(listener);
  });
}

/** Calls that began while another one of the same key was under way, with that one. */
export function findOverlaps(calls: readonly Call[]): [Call, Call][] {
  const overlaps: [Call, Call][] = [];
  const latest = new Map<string, Call>();
  for (const call of [...calls].sort((one, other) => one.from - other.from)) {
    const previous = latest.get(call.key);
    if (previous && call.from < previous.to) overlaps.push([previous, call]);
    if (!previous || call.to > previous.to) latest.set(call.key, call);
  }
  return overlaps;
}
