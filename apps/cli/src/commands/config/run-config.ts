import { writeFile } from 'node:fs/promises';
import { knownTo, webhooksEnvironment, webhooksYaml } from 'nestjs-openim-callback/webhooks';
import { ExitCode } from '../../exit-code.js';
import type { Io } from '../../io.js';
import { UsageError } from '../../usage-error.js';
import { readWanted, type AppOptions } from '../../webhooks/app/app-options.js';
import { checkUrl } from '../../webhooks/checks/check-url.js';
import type { Expectation, Wanted } from '../../webhooks/expectation.js';
import { allKeys, isKnownTo } from '../../webhooks/known-keys.js';
import { readWebhooksFile } from '../../webhooks/read-webhooks-file.js';
import { inspect } from '../../webhooks/inspect.js';
import { repair } from '../../webhooks/repair.js';
import { describeFinding } from '../../webhooks/describe-finding.js';
import type { Finding } from '../../webhooks/finding.js';
import { WebhooksFile } from '../../webhooks/webhooks-file.js';
import { shellQuote } from './shell-quote.js';

/** The options as commander gives them. */
export interface ConfigOptions extends AppOptions {
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
export async function runConfig(options: ConfigOptions, io: Io): Promise<number> {
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

/** Tells what only a person can repair. */
function tellLeft(left: readonly Finding[], { stderr }: Io): number {
  for (const finding of left) stderr.write(`LEFT     ${describeFinding(finding)}; ${finding.fix}\n`);
  return left.length > 0 ? ExitCode.findings : ExitCode.ok;
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
  const file = await readWebhooksFile(name);
  const [broken] = file.syntaxErrors;
  if (broken !== undefined) throw new UsageError(`--merge ${name}: ${broken.reason}`);
  if (url !== undefined) file.setUrl(url);
  const { repaired, left } = repair(file, expectation);
  for (const finding of repaired) io.stderr.write(`changed  ${describeFinding(finding)}\n`);
  if (write === true) await writeFile(name, String(file));
  else io.stdout.write(String(file));
  return tellLeft(left, io);
}
