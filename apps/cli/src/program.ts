import { reportUnexpected } from './report-unexpected.js';
import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { ExitCode, UsageError, type RegisterCommand } from './command-line.js';
import { registerConfig } from './commands/config.js';
import { registerDeadLetters } from './commands/dead-letters/register-dead-letters.js';
import { registerDoctor } from './commands/doctor/doctor.js';
import { registerList } from './commands/list.js';
import { registerTrigger } from './commands/trigger/trigger.js';
import { registerWatch } from './commands/watch/watch.js';
import type { Io } from './io.js';

const HELP = `
Get started:
  $ openim-callback list
  $ openim-callback trigger beforeSendSingleMsg --url http://127.0.0.1:3000/callbackExample
  $ openim-callback trigger --help
  $ openim-callback config --app dist/app.module.js#AppModule --url http://127.0.0.1:3000/callbackExample
  $ openim-callback doctor --config config/webhooks.yml --app dist/app.module.js#AppModule
  $ openim-callback watch --url http://127.0.0.1:3000/openim
  $ openim-callback dead-letters list --file data/openim-inbox.db`;

/** Runs the command line and resolves to the exit code, whatever happens; it writes to `io` only. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  let exitCode: number = ExitCode.ok;
  const program = createProgram(io, (code) => (exitCode = code));
  try {
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    // Commander has told its own errors already.
    if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.ok : ExitCode.usage;
    if (!(error instanceof UsageError)) return reportUnexpected(error, readVersion(), argv, io);
    io.stderr.write(`error: ${error.message}\n`);
    return ExitCode.usage;
  }
}

function createProgram(io: Io, finish: (exitCode: number) => void): Command {
  const program = new Command('openim-callback')
    .description(
      'Sends the callbacks (webhooks) of an OpenIM server and says what OpenIM makes of the answers; ' +
        'writes and checks webhooks.yml, and looks after the callbacks that an app could not deliver.',
    )
    .version(readVersion(), '-v, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', HELP)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: (text) => void io.stderr.write(text),
      getOutHelpWidth: () => io.stdout.columns ?? 100,
      getErrHelpWidth: () => io.stderr.columns ?? 100,
    });
  for (const register of commands) register(program, io, finish);
  return program;
}

/** All commands, in the order of the help. A new command is added here and nowhere else. */
const commands: readonly RegisterCommand[] = [
  registerTrigger,
  registerList,
  registerConfig,
  registerDoctor,
  registerWatch,
  registerDeadLetters,
];

/** The version of this package. */
export function readVersion(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  const manifest = JSON.parse(text) as { readonly version: string };
  return manifest.version;
}
