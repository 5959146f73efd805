import { findLost, findOverlaps, findStrange } from '../processes/checks/deliveries.js';
import { findDuplicates, findSharedIDs, unexplained, withoutSameID } from '../processes/checks/duplicates.js';
import { findDisorder } from '../processes/checks/order.js';
import { CONCURRENCY, type CampaignResult } from './campaign.js';

/** Something that must be so, and what speaks against it. */
export interface Verdict {
  readonly claim: string;
  readonly against: readonly unknown[];
}

/** What a campaign must have shown. */
export function judge({ traffic, calls, killed, left, closed }: CampaignResult): Verdict[] {
  const duplicates = findDuplicates(calls);
  const answers = [...traffic.otherAnswers.keys()];
  return [
    {
      claim: 'every acknowledged event is delivered to each of its listeners',
      against: findLost(traffic.sent, calls),
    },
    { claim: 'nothing else is delivered', against: findStrange(traffic.sent, calls) },
    { claim: 'order is kept within each key', against: findDisorder(traffic.sent, calls) },
    { claim: 'no two events of a key are delivered at once', against: findOverlaps(calls) },
    { claim: 'a repeated event has the id it had before', against: withoutSameID(duplicates) },
    { claim: 'no two events share an id', against: findSharedIDs(calls) },
    {
      claim: 'what is repeated is what a killed run took last, its deletion not yet committed',
      against: unexplained(duplicates, calls, killed, 4 * CONCURRENCY),
    },
    { claim: 'every answer is the acknowledgement', against: answers },
    {
      claim: 'nothing is left in the end, not even a dead letter',
      against: left.pending + left.deadLetters > 0 ? [left] : [],
    },
    {
      claim: 'the last run closes the file when it is asked to end',
      against: closed ? [] : ['its journal is there'],
    },
  ];
}

/** The figures of a campaign, by name. */
export function figures({ traffic, calls, kills, killed, milliseconds }: CampaignResult): [string, string][] {
  const taken = calls.filter(({ took }) => took);
  const duplicates = findDuplicates(calls);
  const extra = duplicates.reduce((sum, { calls: same }) => sum + same.length - 1, 0);
  const unanswered = traffic.sent.filter(({ ackedAt }) => ackedAt === undefined);
  const delivered = new Set(taken.map(({ number }) => number));
  const repeatedOf = duplicates.flatMap(({ calls: same }) => same.slice(0, -1).map(({ app }) => app));
  const perRun = [...killed].map((run) => repeatedOf.filter((app) => app === run).length);
  return [
    ['kills', String(killed.size)],
    ...[...kills].map(([moment, count]): [string, string] => [`  while ${moment}`, String(count)]),
    ['callbacks sent', String(traffic.sent.length)],
    ['acknowledged', String(traffic.acknowledged)],
    ['not answered, as the app was killed', String(unanswered.length)],
    [
      '  of these delivered all the same',
      String(unanswered.filter(({ number }) => delivered.has(number)).length),
    ],
    ['deliveries (a fourth of the events has two listeners)', String(taken.length)],
    ['cut off by a kill', String(calls.filter(({ to, from, took }) => !took && to > from).length)],
    ['repeated deliveries', `${extra} (${((100 * extra) / taken.length).toFixed(2)} %)`],
    ['  most after one kill', String(Math.max(0, ...perRun))],
    ['acknowledged and lost', String(findLost(traffic.sent, calls).length)],
    ['duration', `${(milliseconds / 1000).toFixed(0)} s`],
  ];
}
