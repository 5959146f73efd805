import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const MILLISECONDS = 1000;

/**
 * The part of all cores' time that others take: other processes, and with steal other guests of the same host. It
 * does nothing meanwhile, so that what it sees is not the bench; the load average would still have the build before it.
 *
 * @returns {Promise<number | undefined>} 0 to 1; undefined where there is no /proc/stat
 */
export async function shareOfOthers() {
  const before = ticks();
  await sleep(MILLISECONDS);
  const after = ticks();
  return before && after && (after.busy - before.busy) / (after.all - before.all);
}

/** Of all cores since the machine was started. */
function ticks() {
  try {
    const [, line = ''] = /^cpu +(.*)$/m.exec(readFileSync('/proc/stat', 'utf8')) ?? [];
    // After steal come the times of guests, which are parts of the others.
    const [user = 0, nice = 0, system = 0, idle = 0, iowait = 0, irq = 0, softirq = 0, steal = 0] = line
      .split(' ')
      .map(Number);
    const busy = user + nice + system + irq + softirq + steal;
    return { busy, all: busy + idle + iowait };
  } catch {
    return undefined;
  }
}
