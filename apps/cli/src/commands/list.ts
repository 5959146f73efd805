import { Option } from 'commander';
import { wireCommands, type Phase, type WireCommand } from 'openim-sender';
import { ExitCode, type RegisterCommand } from '../command-line.js';
import { createPaint } from '../output/paint.js';
import { formatTable } from '../output/table.js';

interface ListOptions {
  readonly phase?: Phase;
  readonly json?: true;
}

const HELP = `
"key" is the section of webhooks.yml that switches the callback on, "command" its name in the path and the body.
"since" is the first version that has it under this name; main is in no release yet.
"fires" is never for a callback that OpenIM has but does not send.

Examples:
  $ openim-callback list --phase before
  $ openim-callback list --json | jq -r '.[] | select(.released) | .key'`;

/** `openim-callback list`: the callbacks that OpenIM has. */
export const registerList: RegisterCommand = (program, io, finish) => {
  program
    .command('list')
    .description(`list the ${wireCommands.length} callbacks of OpenIM`)
    .addOption(new Option('--phase <phase>', 'only those of one phase').choices(['before', 'after']))
    .option('--json', 'print one JSON document')
    .addHelpText('after', HELP)
    .action(({ phase, json }: ListOptions) => {
      const rows = wireCommands.filter((row) => phase === undefined || row.phase === phase);
      const paint = createPaint(io.stdout, io.env);
      io.stdout.write(json ? `${JSON.stringify(rows.map(toJson), null, 2)}\n` : toTable(rows, paint.bold));
      finish(ExitCode.ok);
    });
};

function toTable(rows: readonly WireCommand[], header: (text: string) => string): string {
  const columns = ['key', 'command', 'phase', 'since', 'fires'];
  return formatTable(
    columns.map((title) => ({ title })),
    rows.map(({ key, command, phase, since, fires }) => [
      key,
      command,
      phase,
      since,
      fires ? 'yes' : 'never',
    ]),
    header,
  );
}

function toJson({ key, command, phase, since, released, fires }: WireCommand): object {
  return { key, command, phase, since, released, fires };
}
