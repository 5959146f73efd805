import type { Call } from '../../processes/checks/deliveries.js';
import { findDuplicates } from '../../processes/checks/duplicates.js';

/** A time in which Redis was not there, in microseconds on the clock of the journals. */
export interface Outage {
  readonly from: number;
  readonly to: number;
}

/** What was done to a cluster. */
export interface Kills {
  /** When each run that was killed was. */
  readonly killed: ReadonlyMap<string, number>;
  readonly outages: readonly Outage[];
}

/** Repeated deliveries, by what kept the one before from being noted. */
export interface Explanation {
  /** Its replica was killed. */
  readonly byReplica: number;
  /** Redis was killed. */
  readonly byRedis: number;
  /** Nothing that is known of. */
  readonly unexplained: readonly Call[];
  /** The part of all deliveries, repeated or not, that would be explained: how often chance does so. */
  readonly byChance: number;
}

/**
 * Microseconds in which a delivery is noted on a busy machine. What is repeated was mostly delivered less than 10 ms
 * before the kill, or while the server was away; the longer this is, the more is explained by chance.
 */
const NOTED_WITHIN = 500_000;

/** Explains each delivery that was followed by another one of the same event to the same listener. */
export function explain(calls: readonly Call[], { killed, outages }: Kills): Explanation {
  const repeated = findDuplicates(calls).flatMap(({ calls: same }) => same.slice(0, -1));
  const taken = calls.filter(({ took }) => took);
  const explained = (call: Call): 'replica' | 'redis' | undefined => {
    const { app, from, to } = call;
    if ((killed.get(app) ?? Infinity) <= to + NOTED_WITHIN) return 'replica';
    const away = outages.some((outage) => outage.from <= to + NOTED_WITHIN && outage.to >= from);
    return away ? 'redis' : undefined;
  };
  const reasons = repeated.map((call) => explained(call));
  return {
    byReplica: reasons.filter((reason) => reason === 'replica').length,
    byRedis: reasons.filter((reason) => reason === 'redis').length,
    unexplained: repeated.filter((_, index) => reasons[index] === undefined),
    byChance: taken.filter((call) => explained(call) !== undefined).length / Math.max(1, taken.length),
  };
}
