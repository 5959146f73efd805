import { ExitCode, type RegisterCommand } from '../../command-line.js';
import { printable } from '../../output/printable.js';
import { addFilterOptions, type FilterOptions, readFilterOrAll } from './filter.js';
import { REDRIVE_HELP } from './help.js';
import { toDocument } from './report/letter-to-json.js';
import { countLetters } from './report/letters-to-table.js';
import { addStorageOptions, type StorageOptions } from './storage-options.js';
import { useDeadLetters } from './use-dead-letters.js';

type RedriveOptions = StorageOptions & FilterOptions & { readonly all?: true };

/** `openim-callback dead-letters redrive`: sends them to their listeners again. */
export const registerRedrive: RegisterCommand = (group, io, finish) => {
  const command = group.command('redrive').description('send dead letters to their listeners again');
  addFilterOptions(addStorageOptions(command))
    .option('--all', 'all of them; needed when there is no filter')
    .addHelpText('after', REDRIVE_HELP)
    .action(async (options: RedriveOptions) => {
      const filter = readFilterOrAll(options, io);
      const exitCode = await useDeadLetters(options, io, async (deadLetters, { redrivenBy }) => {
        const redriven = await deadLetters.redrive(filter);
        io.stdout.write(options.json ? toDocument({ redriven }) : toText(redriven, redrivenBy));
        return redriven > 0 ? ExitCode.ok : ExitCode.nothing;
      });
      finish(exitCode);
    });
};

function toText(redriven: number, redrivenBy: string): string {
  if (redriven === 0) return 'no dead letters match\n';
  return printable(
    `redrove ${countLetters(redriven)}\n` +
      `${redrivenBy}\n` +
      'or the next that starts. What fails again is a dead letter again.\n',
  );
}
