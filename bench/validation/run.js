// npm run bench:validation [-- --rounds N] [--json file]
//
// What it costs to make a checked event of a parsed body, beside JSON.parse of the same body. All in one process and
// in CPU time, so that the ratios hold on a busy machine too. Prints Markdown; wants `npm run build` before it.
import { writeFileSync } from 'node:fs';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { ratios, summarize } from '../lib/stats.js';
import { spread, table } from '../lib/table.js';
import { samples } from './bodies.js';
import { compareReaders, readers } from './readers.js';

/** @import { Sample } from './bodies.js' */

/** The contender everything is compared with beside the readers. */
const PARSE = 'JSON.parse';

/** Milliseconds of CPU time that a turn takes about. */
const TURN = 30;

/**
 * Nanoseconds of CPU time for one body, by contender, one figure a round. They take turns, so that a machine that
 * slows down slows all of them.
 *
 * @param {Sample} sample
 * @param {number} rounds
 * @returns {Readonly<Record<string, readonly number[]>>}
 */
function measure({ type, body }, rounds) {
  const text = JSON.stringify(body);
  /** @type {Record<string, () => unknown>} */
  const contenders = { [PARSE]: () => JSON.parse(text) };
  for (const [name, read] of Object.entries(readers)) contenders[name] = () => read(type, body);

  const turns = Object.entries(contenders).map(([name, run]) => ({ name, run, times: timesIn(run) }));
  /** @type {Record<string, number[]>} */
  const figures = {};
  for (let round = 0; round < rounds; round++) {
    for (const { name, run, times } of turns) (figures[name] ??= []).push((cpuOf(run, times) / times) * 1e6);
  }
  return figures;
}

/**
 * How often a function runs in a turn; finding out also has it compiled.
 *
 * @param {() => unknown} run
 */
function timesIn(run) {
  let times = 100;
  while (cpuOf(run, times) < TURN) times *= 2;
  return times;
}

/** Milliseconds of CPU time. @param {() => unknown} run @param {number} times */
function cpuOf(run, times) {
  const start = process.cpuUsage();
  for (let done = 0; done < times; done++) run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '15' }, json: { type: 'string' } },
});
const rounds = Number(values.rounds);

const compared = samples.map(compareReaders).reduce((sum, count) => sum + count);
const results = samples.map((sample) => ({ title: sample.title, times: measure(sample, rounds) }));

const [ours = '', ...others] = Object.keys(readers);
const columns = [PARSE, ours, ...others];
console.log(
  [
    `## From a parsed body to a checked event (Node ${process.version})`,
    `Compared first: ${compared} bodies, right and wrong ones, came to the same event or the same messages.`,
    `Nanoseconds of CPU time for one body, then how many times the library's: median (min-max) of ${rounds} rounds.`,
    table(
      ['body', ...columns.map((name) => `${name}, ns`), ...others.map((name) => `${name}, ratio`)],
      results.map(({ title, times }) => [
        title,
        ...columns.map((name) => spread(summarize(times[name] ?? []))),
        ...others.map((name) => spread(ratios(times[name] ?? [], times[ours] ?? []))),
      ]),
    ),
  ].join('\n\n'),
);
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(results, null, 2)}\n`);
