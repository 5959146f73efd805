import { Option } from 'commander';
import type { RegisterCommand } from '../register-command.js';
import { HELP } from './help.js';
import { wholeNumber, seconds } from '../numbers.js';
import { planTrigger, type TriggerOptions } from './plan-trigger.js';
import { runTrigger } from './run-trigger.js';

/** `openim-callback trigger`: sends callbacks and tells what OpenIM makes of the answers. */
export const registerTrigger: RegisterCommand = (program, io, finish) => {
  program
    .command('trigger')
    .description('send a callback exactly as OpenIM does, and say what OpenIM makes of the answer')
    .argument('<command>', 'name of the callback on the wire, or its key in webhooks.yml; see "list"')
    .requiredOption(
      '--url <url>',
      'url of webhooks.yml; OpenIM appends "/" and the command, whatever it ends with',
    )
    .option('--set <field=value>', 'change a field of the example body; repeatable', collect)
    .option('--body <file>', 'send these bytes, "-" for standard input, instead of the example body')
    .option('--count <n>', 'send this many callbacks', wholeNumber, 1)
    .option(
      '--concurrency <n>',
      'send so many at a time; OpenIM itself has at most 100 connections',
      wholeNumber,
      1,
    )
    .addOption(
      new Option('--burst', "push all at once into a queue like OpenIM's (after callbacks)").conflicts(
        'concurrency',
      ),
    )
    .option('--timeout <seconds>', 'timeout of webhooks.yml; OpenIM never waits longer than 15', seconds, 5)
    .option('--operation-id <id>', 'the operationID, in the header and where the body has it')
    .option('--json', 'print one JSON document and nothing else')
    .addHelpText('after', HELP)
    .action(async (name: string, options: TriggerOptions) => {
      finish(await runTrigger(await planTrigger(name, options, io), io));
    });
};

function collect(value: string, earlier: readonly string[] = []): string[] {
  return [...earlier, value];
}
