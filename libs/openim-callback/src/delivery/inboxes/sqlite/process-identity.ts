import { randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';

/** A new name for this process on a file, by which others can tell when it has ended. */
export const newOwner = (): string => `${randomUUID()} ${identityOf(process.pid) ?? ''}`;

/** Whether the process of that name has surely ended. */
export const ownerHasEnded = (owner: string): boolean => hasEnded(owner.slice(owner.indexOf(' ') + 1));

/**
 * Which process it is among all that the machine has had since it was started, so that others on it can tell when
 * it has ended. Undefined where there is no `/proc`.
 */
export function identityOf(pid: number): string | undefined {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
    // A pid means nothing in another namespace, a start time nothing in another one of time.
    return [boot, readlinkSync('/proc/self/ns/pid'), timeNamespace(), pid, statOf(pid).startTime].join(' ');
  } catch {
    return undefined;
  }
}

/** Whether the process has surely ended; false also when that cannot be told from here. */
export function hasEnded(identity: string): boolean {
  const fields = identity.split(' ');
  const pid = Number(fields[3]);
  if (fields.length !== 5 || !Number.isInteger(pid) || pid <= 0) return false;
  const [here = ''] = (identityOf(process.pid) ?? '').split(` ${process.pid} `);
  if (here !== fields.slice(0, 3).join(' ')) return false;
  return !exists(pid) || isOver(pid, fields[4]);
}

/** Not asked of `/proc`, which can be mounted so that it hides the processes of other users. */
function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** Whether its number has another process by now, or its parent has only not taken note of its end. */
function isOver(pid: number, startTime: string | undefined): boolean {
  try {
    const now = statOf(pid);
    return now.startTime !== startTime || now.state === 'Z';
  } catch {
    return false;
  }
}

function statOf(pid: number): { readonly state: string | undefined; readonly startTime: string | undefined } {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  // The name before may hold anything, parentheses too.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { state: fields[0], startTime: fields[19] };
}

/** Kernels before 5.6 have none. */
function timeNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/time');
  } catch {
    return '-';
  }
}
