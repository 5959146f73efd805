import type { Io } from '../../io.js';
import { UsageError } from '../../usage-error.js';

/** Whether there is somebody to ask. */
export const canAsk = ({ stdin, stderr }: Pick<Io, 'stdin' | 'stderr'>): boolean =>
  stdin.isTTY === true && stderr.isTTY === true;

/**
 * Makes sure that something irreversible can be agreed to.
 *
 * @throws {UsageError} when nobody said yes and nobody can be asked
 */
export function requireConsent(yes: boolean, io: Pick<Io, 'stdin' | 'stderr'>): void {
  if (!yes && !canAsk(io))
    throw new UsageError('there is no terminal to ask on: --yes deletes without asking');
}

/** Asks on the terminal; anything but y or yes is a no. */
export async function confirm(
  question: string,
  { stdin, stderr }: Pick<Io, 'stdin' | 'stderr'>,
): Promise<boolean> {
  stderr.write(`${question} [y/N] `);
  let answer = '';
  for await (const chunk of stdin) {
    answer += chunk.toString();
    if (answer.includes('\n')) break;
  }
  return /^\s*y(?:es)?\s*$/i.test(answer.split('\n')[0] ?? '');
}
