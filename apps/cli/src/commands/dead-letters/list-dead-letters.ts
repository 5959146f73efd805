import { ExitCode, type RegisterCommand } from '../../command-line.js';
import { createPaint } from '../../output/paint.js';
import { wholeNumber } from '../numbers.js';
import { addFilterOptions, type FilterOptions, readFilter } from './filter.js';
import { LIST_HELP } from './help.js';
import { letterToJson, toDocument } from './report/letter-to-json.js';
import { lettersToTable } from './report/letters-to-table.js';
import { addStorageOptions, type StorageOptions } from './storage-options.js';
import { useDeadLetters } from './use-dead-letters.js';

type ListOptions = StorageOptions & FilterOptions & { readonly limit: number };

/** `openim-callback dead-letters list`: a line for each. */
export const registerListDeadLetters: RegisterCommand = (group, io, finish) => {
  addFilterOptions(addStorageOptions(group.command('list').description('list dead letters, oldest first')))
    .option('--limit <n>', 'list at most this many', wholeNumber, 100)
    .addHelpText('after', LIST_HELP)
    .action(async (options: ListOptions) => {
      const { limit, json } = options;
      const filter = readFilter(options, io);
      const exitCode = await useDeadLetters(options, io, async (deadLetters) => {
        // One more tells whether there are more.
        const found = await deadLetters.list(filter, limit + 1);
        const letters = found.slice(0, limit);
        if (json) io.stdout.write(toDocument(letters.map(letterToJson)));
        else if (letters.length === 0) io.stdout.write('no dead letters\n');
        else {
          const { isTTY, columns } = io.stdout;
          const { bold } = createPaint(io.stdout, io.env);
          io.stdout.write(lettersToTable(letters, bold, isTTY ? columns : undefined));
        }
        if (found.length > limit) io.stderr.write(`these are the oldest ${limit}, there are more: --limit\n`);
        return ExitCode.ok;
      });
      finish(exitCode);
    });
};
