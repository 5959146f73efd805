import { withChild } from '../lib/child.js';

/** @import { BenchContext } from '../lib/context.js' */
/** @import { AppendSample } from './produce.js' */

/** @typedef {Record<string, Record<number, AppendSample[]>>} AppendSamples by contender and producers, one per round */

/**
 * Measures contenders in turns, A B C A B C, each time in a process and on files of its own: what the machine does
 * meanwhile hits all of them alike. Warmed up for long: V8's compiler works in threads of its own, which take the cores
 * from those that are measured.
 *
 * @param {BenchContext} context
 * @param {{ contenders: readonly string[], producers: readonly number[], rounds: number, env?: Record<string, string> }} plan
 */
export async function measureAppends(
  { data, seconds, progress },
  { contenders, producers, rounds, env = {} },
) {
  /** @type {AppendSamples} */
  const samples = {};
  for (let round = 1; round <= rounds; round++) {
    for (const count of producers) {
      for (const contender of contenders) {
        progress(`append: round ${round}/${rounds}, ${count} producers, ${contender}`);
        const sample = await data.with((folder) => {
          const task = { contender, folder, producers: count, warmUp: 2 * seconds, seconds };
          return withChild(new URL('producers.js', import.meta.url), { env }, (child) =>
            child.ask('run', task),
          );
        });
        ((samples[contender] ??= {})[count] ??= []).push(sample);
      }
    }
  }
  return samples;
}
