import { readFile } from 'node:fs/promises';
import {
  BadRequestOptionsError,
  buildRequest,
  effectiveTimeout,
  type Edition,
  type SignatureOptions,
  type WireCommand,
} from 'openim-sender';
import { UsageError, messageOf } from '../../command-line.js';
import type { Io } from '../../io.js';
import { maskPassword } from '../../output/printable.js';
import { resolveCommand } from '../resolve-command.js';
import { createCallback, type Callback } from './callback.js';
import { readSignature, type EditionOptions } from '../edition-options.js';
import { readSetting } from './set-field.js';

/** The options as commander gives them. */
export interface TriggerOptions extends EditionOptions {
  readonly url: string;
  readonly set?: readonly string[];
  readonly body?: string;
  readonly count: number;
  readonly concurrency: number;
  readonly burst?: true;
  readonly timeout: number;
  readonly operationId?: string;
  readonly insecure?: true;
  readonly json?: true;
}

/** What to send and how; everything that can be wrong with it has been checked. */
export interface TriggerPlan {
  readonly command: WireCommand;
  readonly url: string;
  readonly timeoutSeconds: number;
  readonly count: number;
  readonly concurrency: number;
  readonly burst: boolean;
  /** Takes any certificate, which OpenIM does not. */
  readonly insecure: boolean;
  readonly edition: Edition;
  /** Undefined sends unsigned. */
  readonly signature: SignatureOptions | undefined;
  readonly json: boolean;
  /** Makes the callback of that number, from 1 on. */
  readonly callback: (number: number) => Callback;
}

/**
 * Checks the command line; oddities that do not stop it are told on stderr.
 *
 * @throws {UsageError} when it cannot be carried out
 */
export async function planTrigger(name: string, options: TriggerOptions, io: Io): Promise<TriggerPlan> {
  const command = resolveCommand(name);
  if (options.burst === true && command.phase === 'before') {
    throw new UsageError(
      `--burst: OpenIM queues after callbacks only, and ${command.key} is a before callback`,
    );
  }
  if (options.body !== undefined && options.set !== undefined) {
    throw new UsageError('--set changes the example body, so it does not go with --body');
  }
  const settings = (options.set ?? []).map(readSetting);
  const raw = options.body === undefined ? undefined : await readBody(options.body, io);
  const { edition } = options;
  const signature = await readSignature(options);
  const recipe = { command, settings, raw, operationID: options.operationId, edition };
  const warn = (warning: string): void => void io.stderr.write(`warning: ${warning}\n`);
  checkRequest(command, options.url, createCallback(recipe, 1, warn), signature);
  const timeoutSeconds = effectiveTimeout(options.timeout);
  if (options.timeout > timeoutSeconds)
    warn(`OpenIM gives up after ${timeoutSeconds} s, whatever timeout says`);
  if (options.insecure === true)
    warn('--insecure: OpenIM verifies certificates, and fails with 90004 over one that it does not trust');
  const { url, count, concurrency, burst = false, insecure = false, json = false } = options;
  const callback = (number: number): Callback => createCallback(recipe, number, () => undefined);
  return {
    command,
    url,
    timeoutSeconds,
    count,
    concurrency,
    burst,
    insecure,
    edition,
    signature,
    json,
    callback,
  };
}

/**
 * Makes sure that OpenIM can send a callback to a url.
 *
 * @throws {UsageError} when it cannot
 */
export function checkRequest(
  { command }: Pick<WireCommand, 'command'>,
  url: string,
  callback: Callback,
  signature?: SignatureOptions,
): void {
  try {
    buildRequest({ command, url, ...callback, signature });
  } catch (error) {
    if (!(error instanceof BadRequestOptionsError)) throw error;
    throw new UsageError(
      `OpenIM cannot send to "${maskPassword(url)}": ${error.message}. Every callback would fail with 90004.`,
    );
  }
}

/**
 * The bytes of a file, or of standard input for `-`.
 *
 * @throws {UsageError} when the file cannot be read
 */
export async function readBody(file: string, io: Io): Promise<Buffer> {
  if (file === '-') return readAll(io.stdin);
  try {
    return await readFile(file);
  } catch (error) {
    throw new UsageError(`--body: ${messageOf(error)}`);
  }
}

async function readAll(stream: Io['stdin']): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
