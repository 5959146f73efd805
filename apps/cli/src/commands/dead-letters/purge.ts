import type { DeadLetterFilter, DeadLetters } from 'nestjs-openim-callback/dead-letters';
import { ExitCode, type RegisterCommand, UsageError } from '../../command-line.js';
import type { Io } from '../../io.js';
import { printable } from '../../output/printable.js';
import { addFilterOptions, type FilterOptions, readFilterOrAll } from './filter.js';
import { PURGE_HELP } from './help.js';
import { toDocument } from './report/letter-to-json.js';
import { countLetters } from './report/letters-to-table.js';
import { addStorageOptions, type StorageOptions } from './storage-options.js';
import { useDeadLetters } from './use-dead-letters.js';

type PurgeOptions = StorageOptions & FilterOptions & { readonly all?: true; readonly yes?: true };

/** How many are counted for the question; of more it says so. */
const COUNTED = 1000;

/** `openim-callback dead-letters purge`: deletes them. */
export const registerPurge: RegisterCommand = (group, io, finish) => {
  addFilterOptions(addStorageOptions(group.command('purge').description('delete dead letters for good')))
    .option('--all', 'all of them; needed when there is no filter')
    .option('--yes', 'do not ask')
    .addHelpText('after', PURGE_HELP)
    .action(async (options: PurgeOptions) => {
      const filter = readFilterOrAll(options, io);
      requireConsent(options.yes === true, io);
      const exitCode = await useDeadLetters(options, io, async (deadLetters, { name }) => {
        const agreed = options.yes ? filter : await ask(deadLetters, filter, name, io);
        const purged = agreed === undefined ? 0 : await deadLetters.purge(agreed);
        io.stdout.write(options.json ? toDocument({ purged }) : toText(purged, agreed !== undefined));
        return purged > 0 ? ExitCode.ok : ExitCode.nothing;
      });
      finish(exitCode);
    });
};

// What may be deleted: exactly what was counted, where that can be said; undefined for a no.
async function ask(
  deadLetters: DeadLetters,
  filter: DeadLetterFilter,
  name: string,
  io: Pick<Io, 'stdin' | 'stderr'>,
): Promise<DeadLetterFilter | undefined> {
  const found = await deadLetters.list(filter, COUNTED + 1);
  // Not the filter: what came in since then was not asked about.
  if (found.length === 0) return { ids: [] };
  const more = found.length > COUNTED;
  const count = more ? `more than ${countLetters(COUNTED)}` : countLetters(found.length);
  if (!(await confirm(printable(`Delete ${count} from ${name} for good?`), io))) return undefined;
  return more ? filter : { ids: found.map(({ id }) => id) };
}

function toText(purged: number, agreed: boolean): string {
  if (!agreed) return 'nothing was deleted\n';
  return purged === 0 ? 'no dead letters match\n' : `deleted ${countLetters(purged)}\n`;
}

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
