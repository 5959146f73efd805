import type { DeadLetterFilter, DeadLetters } from 'nestjs-openim-callback/dead-letters';
import { ExitCode } from '../../exit-code.js';
import type { Io } from '../../io.js';
import { printable } from '../../output/printable.js';
import type { RegisterCommand } from '../register-command.js';
import { confirm, requireConsent } from './confirm.js';
import { countLetters } from './count-letters.js';
import { addStorageOptions, type StorageOptions } from './storage-options.js';
import { addFilterOptions, type FilterOptions } from './filter-options.js';
import { PURGE_HELP } from './help.js';
import { readFilterOrAll } from './read-filter.js';
import { toDocument } from './report/letter-to-json.js';
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
