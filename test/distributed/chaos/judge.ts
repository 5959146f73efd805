import { findLost, findStrange, findUndelivered, type Call } from '../../processes/checks/deliveries.js';
import { findDuplicates, findSharedIDs, withoutSameID } from '../../processes/checks/duplicates.js';
import { findDisorder } from '../../processes/checks/order.js';
import type { Traffic } from '../../processes/driver/traffic.js';

/** Something that must be so, and what speaks against it. */
export interface Verdict {
  readonly claim: string;
  readonly against: readonly unknown[];
}

/** What a campaign found. */
export interface Report {
  readonly figures: readonly (readonly [name: string, value: string])[];
  readonly verdicts: readonly Verdict[];
}

/** What must be so whatever was killed. */
export const judge = (traffic: Traffic, calls: readonly Call[]): Verdict[] => [
  ...judgeAnyOrder(traffic, calls),
  { claim: 'order is kept within each key', against: findDisorder(traffic.sent, calls) },
];

/** The same where events of a key have no common order. */
export const judgeAnyOrder = (traffic: Traffic, calls: readonly Call[]): Verdict[] => [
  {
    claim: 'every acknowledged event is delivered to each of its listeners',
    against: findLost(traffic.sent, calls),
  },
  { claim: 'nothing else is delivered', against: findStrange(traffic.sent, calls) },
  { claim: 'a repeated event has the id it had before', against: withoutSameID(findDuplicates(calls)) },
  { claim: 'no two events share an id', against: findSharedIDs(calls) },
];

/** What must be so when nothing but Redis goes away, or nobody dies at all. */
export const judgeAnswers = ({ sent, otherAnswers }: Traffic): Verdict => ({
  claim: "every callback is acknowledged within OpenIM's timeout",
  against: [...otherAnswers.keys(), ...sent.filter(({ ackedAt }) => ackedAt === undefined)],
});

/** The claims that do not hold, with one example each. */
export const failed = ({ verdicts }: Report): unknown[] =>
  verdicts
    .filter(({ against }) => against.length > 0)
    .map(({ claim, against }) => ({ claim, times: against.length, one: against[0] }));

/** What was sent and what came of it. */
export const trafficFigures = (
  { sent, acknowledged, held, slowest }: Traffic,
  calls: readonly Call[],
): [string, string][] => [
  ['callbacks sent', String(sent.length)],
  ['acknowledged', String(acknowledged)],
  ['answered as held in memory, which a crash loses', String(held.length)],
  ['longest wait for an answer', `${slowest.toFixed(0)} ms`],
  ['deliveries (a fourth of the events has two listeners)', String(calls.filter(({ took }) => took).length)],
  ['acknowledged and lost', String(findLost(sent, calls).length)],
  ['held and lost', String(findUndelivered(held, calls).length)],
];
