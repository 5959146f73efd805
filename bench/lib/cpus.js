import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * @typedef {object} Cpus
 * @property {string | undefined} server as taskset names it; undefined when processes are not pinned
 * @property {string | undefined} load
 */

/**
 * One core for what is measured, with all its threads, and another for what measures it, so that they do not take
 * each other's time. The second is from the other half: the two halves of a core are often neighbours. Without
 * taskset or a second core nothing is pinned.
 *
 * @returns {Cpus}
 */
export function divideCpus() {
  const cores = allowedCores();
  const canPin = cores.length > 1 && spawnSync('taskset', ['-c', cores.join(','), 'true']).status === 0;
  if (!canPin) return { server: undefined, load: undefined };
  return { server: String(cores[0]), load: String(cores[Math.floor(cores.length / 2)]) };
}

/** The cores this process may use, which may be fewer than the machine has. */
function allowedCores() {
  try {
    const [, list = ''] =
      /^Cpus_allowed_list:\s*(\S+)/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
    return list.split(',').flatMap((range) => {
      const [first = Number.NaN, last = first] = range.split('-').map(Number);
      return Array.from({ length: last - first + 1 }, (_, index) => first + index);
    });
  } catch {
    return [];
  }
}
