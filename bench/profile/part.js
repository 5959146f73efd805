import { existsSync } from 'node:fs';
import { figure, table } from '../lib/table.js';
import { workloadOf } from '../lib/workloads.js';
import { GROUPS } from './groups.js';
import { measureProfiles } from './measure.js';

/** @import { Extent, Part } from '../lib/context.js' */
/** @import { Microseconds, ProfiledScene } from './measure.js' */

/** Parts of a callback vary less than its latency. */
const MOST_ROUNDS = 3;

const roundsOf = (/** @type {Extent} */ asked) => Math.min(MOST_ROUNDS, asked.rounds);

/** Where a callback's CPU time goes. @type {Part<ProfiledScene[] | null>} */
export const profile = {
  measure: async (context) =>
    existsSync('/proc/thread-self/schedstat') ? measureProfiles(context, roundsOf(context)) : null,

  extent: (asked) =>
    `${roundsOf(asked)} rounds of ${asked.seconds} s, then ${2 * asked.seconds} s with the profiler`,

  markdown: (samples) =>
    samples === null
      ? 'Not measured: only Linux tells how much CPU time each thread has taken.'
      : samples.flatMap((scene) => [`#### ${titleOf(scene)}`, sceneTable(scene)]).join('\n\n'),
};

function titleOf(/** @type {ProfiledScene} */ { workload, connections }) {
  const { title } = workloadOf(workload);
  return `CPU µs: ${title}, ${connections} connections`;
}

function sceneTable(/** @type {ProfiledScene} */ { rungs }) {
  const columns = Object.values(rungs).map(meanOf);
  const rows = GROUPS.filter((group) => columns.some((column) => (column[group] ?? 0) > 0)).map((group) => [
    group,
    ...columns.map((column) => cell(column[group] ?? 0)),
  ]);
  const all = ['**all**', ...columns.map((column) => cell(sum(Object.values(column))))];
  return table(['where', ...Object.keys(rungs)], [...rows, all]);
}

/**
 * Means, so that the groups add up to the whole.
 *
 * @param {readonly Microseconds[]} rounds
 * @returns {Microseconds}
 */
const meanOf = (rounds) =>
  Object.fromEntries(
    GROUPS.map((group) => [group, sum(rounds.map((round) => round[group] ?? 0)) / rounds.length]),
  );

/** Less than a hundredth of a microsecond is less than a sample. */
const cell = (/** @type {number} */ microseconds) =>
  microseconds < 0.01 ? '-' : figure(Number(microseconds.toFixed(2)));

const sum = (/** @type {readonly number[]} */ values) => values.reduce((all, each) => all + each, 0);
