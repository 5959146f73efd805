import { ExitCode, type RegisterCommand } from '../../command-line.js';
import { createPaint } from '../../output/paint.js';
import { printable } from '../../output/printable.js';
import { SHOW_HELP } from './help.js';
import { letterToJson, toDocument } from './report/letter-to-json.js';
import { letterToText } from './report/letter-to-text.js';
import { addStorageOptions, type StorageOptions } from './storage-options.js';
import { useDeadLetters } from './use-dead-letters.js';

/** `openim-callback dead-letters show`: all there is of one. */
export const registerShow: RegisterCommand = (group, io, finish) => {
  addStorageOptions(
    group
      .command('show')
      .description('show a dead letter whole, the content of messages included')
      .argument('<id>', 'its id; see "list"'),
  )
    .addHelpText('after', SHOW_HELP)
    .action(async (id: string, options: StorageOptions) => {
      const exitCode = await useDeadLetters(options, io, async (deadLetters, { name }) => {
        const [letter] = await deadLetters.list({ ids: [id] }, 1);
        if (letter === undefined) {
          if (options.json) io.stdout.write(toDocument(null));
          io.stderr.write(printable(`there is no dead letter ${id} in ${name}\n`));
          return ExitCode.nothing;
        }
        io.stdout.write(
          options.json
            ? toDocument(letterToJson(letter))
            : letterToText(letter, createPaint(io.stdout, io.env)),
        );
        return ExitCode.ok;
      });
      finish(exitCode);
    });
};
