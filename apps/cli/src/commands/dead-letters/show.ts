import { Option } from 'commander';
import { ExitCode, UsageError, type RegisterCommand } from '../../command-line.js';
import { createPaint } from '../../output/paint.js';
import { printable } from '../../output/printable.js';
import { SHOW_HELP } from './help.js';
import { letterToJson, toDocument } from './report/letter-to-json.js';
import { letterToText } from './report/letter-to-text.js';
import { addStorageOptions, type StorageOptions } from './storage-options.js';
import { useDeadLetters } from './use-dead-letters.js';

type ShowOptions = StorageOptions & { readonly raw?: true };

/** `openim-callback dead-letters show`: all there is of one. */
export const registerShow: RegisterCommand = (group, io, finish) => {
  addStorageOptions(
    group
      .command('show')
      .description('show a dead letter whole, the content of messages included')
      .argument('<id>', 'its id; see "list"'),
  )
    .addOption(
      new Option('--raw', 'write the bytes of the body to stdout, as they came, and nothing else').conflicts(
        'json',
      ),
    )
    .addHelpText('after', SHOW_HELP)
    .action(async (id: string, options: ShowOptions) => {
      if (options.raw && io.stdout.isTTY === true)
        throw new UsageError('--raw writes bytes that may steer the terminal: send them to a file or a pipe');
      const exitCode = await useDeadLetters(options, io, async (deadLetters, { name }) => {
        const [letter] = await deadLetters.list({ ids: [id] }, 1);
        if (letter === undefined) {
          if (options.json) io.stdout.write(toDocument(null));
          io.stderr.write(printable(`there is no dead letter ${id} in ${name}\n`));
          return ExitCode.nothing;
        }
        if (options.raw) io.stdout.write(letter.raw);
        else if (options.json) io.stdout.write(toDocument(letterToJson(letter)));
        else io.stdout.write(letterToText(letter, createPaint(io.stdout, io.env)));
        return ExitCode.ok;
      });
      finish(exitCode);
    });
};
