import { findLost, findStrange, type Call } from '../../processes/checks/deliveries.js';
import { findDuplicates, findSharedIDs, withoutSameID } from '../../processes/checks/duplicates.js';
import { findDisorder } from '../../processes/checks/order.js';
import type { Traffic } from '../../processes/driver/traffic.js';
import type { ChaosResult } from './campaign.js';

/** Something that must be so, and what speaks against it. */
export interface Verdict {
  readonly claim: string;
  readonly against: readonly unknown[];
}

/** What must be so whatever was killed. */
export const judge = (traffic: Traffic, calls: readonly Call[]): Verdict[] => [
  {
    claim: 'every acknowledged event is delivered to each of its listeners',
    against: findLost(traffic.sent, calls),
  },
  { claim: 'nothing else is delivered', against: findStrange(traffic.sent, calls) },
  { claim: 'order is kept within each key', against: findDisorder(traffic.sent, calls) },
  { claim: 'a repeated event has the id it had before', against: withoutSameID(findDuplicates(calls)) },
  { claim: 'no two events share an id', against: findSharedIDs(calls) },
];

/** Where the first delivery of what was repeated took place: in a run that was killed, or beside a kill of Redis. */
export function explain(calls: readonly Call[], killed: ReadonlySet<string>): [string, number][] {
  const duplicates = findDuplicates(calls);
  const byKill = duplicates.filter(({ calls: [first] }) => first && killed.has(first.app));
  return [
    ['repeated deliveries', duplicates.reduce((sum, { calls: same }) => sum + same.length - 1, 0)],
    ['  of what a killed replica had delivered and not yet noted', byKill.length],
    ['  of what a replica could not note while Redis was away', duplicates.length - byKill.length],
  ];
}

/** The figures of a campaign, by name. */
export function figures({ traffic, calls, killed, kills, milliseconds }: ChaosResult): [string, string][] {
  const taken = calls.filter(({ took }) => took).length;
  return [
    ['kills of a replica', String(kills.replica)],
    ['kills of Redis', String(kills.redis)],
    ['callbacks sent', String(traffic.sent.length)],
    ['acknowledged', String(traffic.acknowledged)],
    ['deliveries (a fourth of the events has two listeners)', String(taken)],
    ...explain(calls, killed).map(([name, count]): [string, string] => [name, String(count)]),
    ['acknowledged and lost', String(findLost(traffic.sent, calls).length)],
    ['duration', `${(milliseconds / 1000).toFixed(0)} s`],
  ];
}
