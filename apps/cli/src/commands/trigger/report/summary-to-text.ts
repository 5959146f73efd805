import { formatDuration, formatMilliseconds, percentile } from '../../../output/milliseconds.js';
import type { Paint } from '../../../output/paint.js';
import { maskPassword, printable } from '../../../output/printable.js';
import { formatTable, type Column } from '../../../output/table.js';
import type { BurstReport } from '../burst.js';
import type { VerdictGroup } from '../tally.js';
import { capacityOf, type RunResult } from './run-result.js';

const columns: readonly Column[] = [
  { title: 'outcome' },
  ...['count', 'p50 ms', 'p99 ms', 'max ms'].map((title) => ({ title, align: 'right' as const })),
  { title: 'codes' },
];

/** The report on many callbacks, a burst, or a run that was interrupted. */
export function summaryToText(run: RunResult, paint: Paint): string {
  const { tally, burst } = run;
  const safe = (text: string): string => maskPassword(printable(text));
  return [
    headline(run),
    '',
    ...(tally.count > 0 ? [formatTable(columns, tally.groups.map(toCells), paint.bold)] : []),
    ...tally.groups.flatMap(({ verdict, reason }) =>
      reason === undefined ? [] : [safe(`${verdict}: ${reason}`)],
    ),
    ...[...tally.notes].map(([note, count]) => paint.yellow(safe(`warning (${count}): ${note}`))),
    ...(burst === null ? [] : burstLines(burst, paint)),
    ...capacityLines(run),
    '',
  ].join('\n');
}

function headline({ plan, tally, interrupted, elapsedMilliseconds }: RunResult): string {
  const how = plan.burst ? 'pushed at once' : `${plan.concurrency} at a time`;
  const target = `${plan.command.command} to ${maskPassword(plan.url)}`;
  const state = interrupted ? `interrupted after ${tally.count} of ${plan.count}` : `${plan.count}`;
  return `${state} ${target}, ${how}, in ${formatDuration(elapsedMilliseconds)}`;
}

function toCells({ verdict, milliseconds, codes }: VerdictGroup): string[] {
  const times = [50, 99, 100].map((share) => formatMilliseconds(percentile(milliseconds, share) ?? 0));
  return [verdict, String(milliseconds.length), ...times, codes.join(', ')];
}

function burstLines(burst: BurstReport, paint: Paint): string[] {
  const { delivered, failed, dropped, heldMilliseconds, longestHeldMilliseconds } = burst;
  const counts = `queue: ${delivered} delivered, ${dropped} dropped, ${failed} failed`;
  return [
    dropped + failed > 0 ? paint.red(counts) : counts,
    `pushes were held for ${formatDuration(heldMilliseconds)} all together, ` +
      `one for up to ${formatDuration(longestHeldMilliseconds)}`,
  ];
}

function capacityLines(run: RunResult): string[] {
  const capacity = capacityOf(run);
  if (capacity === undefined) return [];
  const { limit, callbacksPerSecond, meanMilliseconds } = capacity;
  const rate = callbacksPerSecond.toFixed(callbacksPerSecond < 10 ? 1 : 0);
  return [
    `at ${formatDuration(meanMilliseconds)} each, the ${limit} of one OpenIM process send ${rate} callbacks/s`,
  ];
}
