import { setTimeout as sleep } from 'node:timers/promises';
import type { LiveEvents } from 'nestjs-openim-callback/inspector';
import { ExitCode, messageOf, UsageError, type RegisterCommand } from '../../command-line.js';
import type { Io } from '../../io.js';
import { createPaint } from '../../output/paint.js';
import { maskPassword, printable } from '../../output/printable.js';
import { untilInterrupted } from '../trigger/run-trigger.js';
import { callbackLine } from './callback-line.js';
import { readFilter } from './callback-filter.js';
import { liveEvents } from './live-events.js';

interface WatchOptions {
  readonly url: string;
  readonly json?: true;
  readonly filter?: string;
  readonly header?: readonly string[];
}

const HELP = `
The app imports OpenImInspectorModule; <url> is where its page is. It answers its own machine only unless it has the
option authorize or guards. When more arrive than can be shown, a random choice is, and the number of the others.

Examples:
  $ openim-callback watch --url http://127.0.0.1:3000/openim
  $ openim-callback watch --url http://127.0.0.1:3000/openim --filter command=beforeSendSingleMsg,outcome=refused
  $ openim-callback watch --url https://im.example.com/openim --header "Authorization: Basic b3BzOnNlY3JldA==" --json`;

/** Milliseconds before a stream that has ended is opened again. */
const AGAIN = 1000;

/** The inspector does not let this program in, or there is none. */
class NotServedError extends Error {}

/** `openim-callback watch`: callbacks as they arrive at a running app, a line each. */
export const registerWatch: RegisterCommand = (program, io, finish) => {
  program
    .command('watch')
    .description('show the callbacks that arrive at a running app, one line for each')
    .requiredOption('--url <url>', "the address of the app's inspector")
    .option('--json', 'print each callback as a line of JSON')
    .option(
      '--filter <name=value,...>',
      'only those that match all of command, outcome, listener, key, instance',
    )
    .option(
      '--header <name: value>',
      'a header to send along, such as Authorization; repeatable',
      collect,
      [],
    )
    .addHelpText('after', HELP)
    .action(async (options: WatchOptions) => {
      const url = liveUrl(options.url);
      const headers = readHeaders(options.header ?? []);
      const show = printer(options, io);
      let exitCode: number = ExitCode.interrupted;
      await untilInterrupted(io, async (signal) => {
        exitCode = await follow({ url, headers, signal, show }, io);
      });
      finish(exitCode);
    });
};

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];

interface Following {
  readonly url: URL;
  readonly headers: Headers;
  readonly signal: AbortSignal;
  readonly show: (batch: LiveEvents['callbacks']) => void;
}

/** Shows what arrives until the signal aborts; gives the exit code. */
async function follow({ url, headers, signal, show }: Following, { stderr }: Io): Promise<number> {
  const isOver = (): boolean => signal.aborted;
  for (let connected = false; !isOver();) {
    try {
      const response = await fetch(url, { headers, signal, redirect: 'error' });
      if (!response.ok || !response.body) throw new NotServedError(await refusal(response));
      connected = true;
      const text = response.body.pipeThrough(new TextDecoderStream());
      for await (const event of liveEvents(text)) if (event.name === 'callbacks') show(event.data);
      if (!isOver()) stderr.write('the stream has ended, trying again\n');
    } catch (error) {
      if (isOver()) break;
      const why = maskPassword(printable(messageOf((error as Error).cause ?? error)));
      if (!connected || error instanceof NotServedError) {
        stderr.write(`error: ${why}\n`);
        return ExitCode.failed;
      }
      stderr.write(`the connection is lost, trying again: ${why}\n`);
    }
    await sleep(AGAIN, undefined, { signal }).catch(() => undefined);
  }
  return ExitCode.interrupted;
}

/** Why a request was not answered with a stream. */
async function refusal(response: Response): Promise<string> {
  const text = await response.text();
  return `the inspector answers with ${response.status}: ${(errorIn(text) ?? text).trim().slice(0, 500)}`;
}

/** What an inspector says; undefined for an answer of something else. */
function errorIn(text: string): string | undefined {
  try {
    const { error } = Object(JSON.parse(text)) as { readonly error?: unknown };
    return typeof error === 'string' ? error : undefined;
  } catch {
    return undefined;
  }
}

function printer({ json, filter }: WatchOptions, { stdout, stderr, env }: Io): Following['show'] {
  const matches = readFilter(filter);
  const paint = createPaint(stdout, env);
  return ({ callbacks, seen }) => {
    for (const callback of callbacks.filter(matches))
      stdout.write(json ? `${JSON.stringify(callback)}\n` : callbackLine(callback, paint));
    const more = seen - callbacks.length;
    if (more > 0) stderr.write(`(and ${more} more)\n`);
  };
}

function liveUrl(text: string): URL {
  const base = URL.canParse(text) ? new URL(text) : undefined;
  if (base?.protocol !== 'http:' && base?.protocol !== 'https:')
    throw new UsageError(
      `--url ${JSON.stringify(maskPassword(text))} is no address: give it as http://127.0.0.1:3000/openim`,
    );
  const path = base.pathname.replace(/(?:\/index\.html)?\/*$/, '');
  return new URL(`${path}/api/live`, base.origin);
}

function readHeaders(given: readonly string[]): Headers {
  const headers = new Headers({ Accept: 'text/event-stream' });
  for (const header of given) {
    const at = header.indexOf(':');
    try {
      headers.set(header.slice(0, at).trim(), header.slice(at + 1).trim());
    } catch {
      throw new UsageError('--header: give it as "Name: value"');
    }
  }
  return headers;
}
