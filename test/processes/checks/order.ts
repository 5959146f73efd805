import type { Sent } from '../driver/traffic.js';
import type { Call } from './deliveries.js';

/** A callback with the times its listeners first had it. */
interface Delivered extends Sent {
  readonly begun: number;
  readonly done: number;
}

/**
 * The callbacks that a listener got before one of the same key that was acknowledged before they were sent had
 * been taken by all of its listeners. Only the first delivery counts: a repetition may come late.
 */
export function findDisorder(sent: readonly Sent[], calls: readonly Call[]): Sent[] {
  const keys = new Map<string, Delivered[]>();
  for (const each of firstDeliveries(sent, calls)) {
    const ofKey = keys.get(each.key);
    if (ofKey) ofKey.push(each);
    else keys.set(each.key, [each]);
  }
  return [...keys.values()].flatMap(disorderOfKey);
}

function disorderOfKey(delivered: readonly Delivered[]): Sent[] {
  const bySending = [...delivered].sort((one, other) => one.sentAt - other.sentAt);
  const byAcknowledgement = delivered
    .filter(({ ackedAt }) => ackedAt !== undefined)
    .sort((one, other) => (one.ackedAt ?? 0) - (other.ackedAt ?? 0));
  let next = 0;
  let latestDone = -Infinity;
  return bySending.filter(({ sentAt, begun }) => {
    for (
      let each = byAcknowledgement[next];
      each && (each.ackedAt ?? 0) < sentAt;
      each = byAcknowledgement[++next]
    )
      latestDone = Math.max(latestDone, each.done);
    return latestDone > begun;
  });
}

function firstDeliveries(sent: readonly Sent[], calls: readonly Call[]): Delivered[] {
  const begun = new Map<number, number>();
  const done = new Map<string, number>();
  for (const { number, listener, from, to, took } of calls) {
    begun.set(number, Math.min(from, begun.get(number) ?? Infinity));
    const name = `${number} ${listener}`;
    if (took) done.set(name, Math.min(to, done.get(name) ?? Infinity));
  }
  return sent
    .filter(({ number }) => begun.has(number))
    .map((each) => ({
      ...each,
      begun: begun.get(each.number) ?? Infinity,
      done: Math.max(...each.listeners.map((listener) => done.get(`${each.number} ${listener}`) ?? Infinity)),
    }));
}
