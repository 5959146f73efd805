import { writeFile } from 'node:fs/promises';
import { Option } from 'commander';
import { knownTo, webhooksEnvironment, webhooksYaml } from 'nestjs-openim-callback/webhooks';
import { type RegisterCommand, ExitCode, UsageError, messageOf } from '../command-line.js';
import type { Io } from '../io.js';
import { addAppOptions, readWanted, type AppOptions } from '../webhooks/app/app-options.js';
import { checkUrl } from '../webhooks/checks/check-url.js';
import type { Expectation, Wanted } from '../webhooks/expectation.js';
import { describeFinding, isWrong, type Finding } from '../webhooks/finding.js';
import { inspect, repair } from '../webhooks/inspect.js';
import { allKeys, isKnownTo } from '../webhooks/known-keys.js';
import { WebhooksFile } from '../webhooks/webhooks-file.js';
import { readWebhooksFile } from '../webhooks/webhooks-source.js';

/** What `config --help` says after the options. */
const HELP = `
Give --app or --listen. Loading an app runs the code of its modules (imports, decorators), but makes no provider:
no connection is opened and nothing listens. Listeners in what a factory returns are seen only if it is provided
as their class.
What --merge changes, and what only a person can, is told on stderr.

Exit codes:
  0    done
  1    written, but something is left that only a person can repair; stderr says what
  2    the command line is wrong, or the app or file cannot be read; nothing was written

Examples:
  $ openim-callback config --app dist/app.module.js#AppModule --url http://10.0.0.5:10006/callbackExample
  $ openim-callback config --app dist/app.module.js --merge config/webhooks.yml --write
  $ openim-callback config --listen afterSingleMsgRead,beforeSendSingleMsg --url $URL --env`;

/** `openim-callback config`: the webhooks.yml that an app needs. */
export const registerConfig: RegisterCommand = (program, io, finish) => {
  const command = program
    .command('config')
    .description('write the webhooks.yml that enables what an app listens to, and nothing else')
    .option(
      '--url <url>',
      'where OpenIM reaches the app; needed unless --merge names a file that has a good one',
    );
  addAppOptions(command)
    .option(
      '--merge <file>',
      'change this webhooks.yml, or the one in this ConfigMap, keeping its comments and order',
    )
    .option('--write', 'write to that file instead of printing it')
    .addOption(new Option('--env', 'print IMENV_WEBHOOKS_... variables').conflicts(['merge', 'write']))
    .addHelpText('after', HELP)
    .action(async (options: ConfigOptions) => finish(await runConfig(options, io)));
};

/** The options as commander gives them. */
interface ConfigOptions extends AppOptions {
  readonly url?: string;
  readonly merge?: string;
  readonly write?: true;
  readonly env?: true;
}

/**
 * Prints or writes what webhooks.yml must be, and resolves to the exit code.
 *
 * @throws {UsageError} when that cannot be known
 */
async function runConfig(options: ConfigOptions, io: Io): Promise<number> {
  const { url, merge, openim } = options;
  const wanted = await readWanted(options);
  if (wanted === undefined) throw new UsageError('say what is listened to: give --app or --listen');
  const [wrong] = url === undefined ? [] : checkUrl(url);
  if (wrong !== undefined) throw new UsageError(`--url: ${wrong.reason}; ${wrong.fix}`);
  if (options.write === true && merge === undefined) throw new UsageError('--write needs --merge <file>');
  if (merge !== undefined) return mergeInto(merge, { version: openim, wanted }, options, io);
  if (url === undefined) throw new UsageError('give --url, where OpenIM reaches the app');
  const fresh = yaml(url, wanted, options);
  io.stdout.write(options.env === true ? environment(url, wanted, options) : fresh);
  const left = inspect(new WebhooksFile('webhooks.yml', fresh), { version: openim, wanted });
  return tellLeft(
    left.map(({ finding }) => finding),
    io,
  );
}

/** Tells what only a person can repair, and what may be as somebody wants it. */
function tellLeft(left: readonly Finding[], { stderr }: Io): number {
  for (const finding of left)
    stderr.write(
      `${isWrong(finding) ? 'LEFT    ' : 'kept    '} ${describeFinding(finding)}; ${finding.fix}\n`,
    );
  return left.some(isWrong) ? ExitCode.findings : ExitCode.ok;
}

const yaml = (url: string, wanted: Wanted, { openim }: ConfigOptions): string =>
  webhooksYaml({ url, callbacks: knownTo(openim, [...wanted.callbacks.values()]) });

function environment(url: string, wanted: Wanted, { openim }: ConfigOptions): string {
  const callbacks = knownTo(openim, [...wanted.callbacks.values()]);
  const others = allKeys().filter((known) => isKnownTo(openim, known));
  const variables = webhooksEnvironment(
    { url, callbacks },
    others.map(({ key }) => key),
  );
  return [...variables].map(([name, value]) => `${name}=${shellQuote(value)}\n`).join('');
}

async function mergeInto(
  name: string,
  expectation: Expectation,
  { url, write }: ConfigOptions,
  io: Io,
): Promise<number> {
  const source = await readWebhooksFile(name);
  const { file } = source;
  const [broken] = file.syntaxErrors;
  if (broken !== undefined) throw new UsageError(`--merge ${name}: ${broken.reason}`);
  if (url !== undefined) file.setUrl(url);
  const { repaired, left } = repair(file, expectation);
  for (const finding of repaired) io.stderr.write(`changed  ${describeFinding(finding)}\n`);
  if (write === true) await save(name, String(source));
  else io.stdout.write(String(source));
  return tellLeft(left, io);
}

/** @throws {UsageError} when it cannot be written */
async function save(name: string, text: string): Promise<void> {
  try {
    await writeFile(name, text);
  } catch (error) {
    throw new UsageError(`--write: ${messageOf(error)}`);
  }
}

/** A value as shells and env files take it: as it is, or in single quotes. */
export const shellQuote = (value: string): string =>
  /^[\w@%+=:,./~-]*$/.test(value) ? value : `'${value.replaceAll("'", String.raw`'\''`)}'`;
