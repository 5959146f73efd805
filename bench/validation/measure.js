import process from 'node:process';
import { readers } from './readers.js';

/** @import { Sample } from './bodies.js' */

/** The contender everything is compared with beside the readers. */
export const PARSE = 'JSON.parse';

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
export function measure({ type, body }, rounds) {
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
