import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * @typedef {object} Cpus
 * @property {string | undefined} server a list for taskset; undefined when processes are not pinned
 * @property {string | undefined} load
 */

/**
 * One half of the cores for what is measured, the other for what measures it, so that they do not take each
 * other's time. Without taskset or a second core nothing is pinned.
 *
 * @returns {Cpus}
 */
export function divideCpus() {
  const cores = allowedCores();
  const canPin = cores.length > 1 && spawnSync('taskset', ['-c', cores.join(','), 'true']).status === 0;
  if (!canPin) return { server: undefined, load: undefined };
  const half = Math.floor(cores.length / 2);
  return { server: cores.slice(0, half).join(','), load: cores.slice(half).join(',') };
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
