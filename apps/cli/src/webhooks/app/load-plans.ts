import { fork, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PlannedCallback, WebhooksPlan } from 'nestjs-openim-callback/webhooks';
import { UsageError, messageOf } from '../../command-line.js';
import { findKey } from '../known-keys.js';

/** What a process that has loaded an app tells of it. */
export interface AppMessage {
  /** Its {@link WebhooksPlan}s, unless it is of another version. */
  readonly plans?: unknown;
  /** Why there are no plans. */
  readonly error?: string;
}

/** How long loading an app may take, in milliseconds. */
const PATIENCE = 60_000;

/**
 * What an app listens to: of a compiled module, `dist/app.module.js#AppModule`, which is read in Nest's preview
 * mode, or of a `.json` file with what `describeWebhooks(app)` has returned.
 *
 * @throws {UsageError} when it cannot be told
 */
export async function loadPlans(app: string): Promise<readonly WebhooksPlan[]> {
  const [path = '', name = 'AppModule'] = app.split('#');
  if (app.includes('\0')) throw new UsageError('--app is no path of a file');
  const message = path.endsWith('.json') ? await readPlans(path) : await describeInChild(resolve(path), name);
  const { plans = [], error } = message;
  if (error !== undefined) throw new UsageError(`--app ${app}: ${error}`);
  if (!isPlans(plans))
    throw new UsageError(`--app ${app}: it is not what describeWebhooks(app) of this version returns`);
  if (plans.length === 0) throw new UsageError(`--app ${app}: it imports no OpenImCallbackModule`);
  return plans;
}

async function readPlans(path: string): Promise<AppMessage> {
  try {
    return { plans: JSON.parse(await readFile(path, 'utf8')) as unknown };
  } catch (error) {
    return { error: messageOf(error) };
  }
}

/** Whether all is there that is read of plans: they may be of another version, or of another program. */
const isPlans = (value: unknown): value is readonly WebhooksPlan[] =>
  Array.isArray(value) &&
  value.every((plan: unknown) => {
    const {
      instance,
      deadline = 0,
      observesAll,
      callbacks,
    } = Object(plan) as Record<keyof WebhooksPlan, unknown>;
    return (
      typeof instance === 'string' &&
      typeof deadline === 'number' &&
      typeof observesAll === 'boolean' &&
      Array.isArray(callbacks) &&
      callbacks.every(isPlanned)
    );
  });

function isPlanned(value: unknown): value is PlannedCallback {
  const { key, phase, listeners, released, fires } = Object(value) as Record<keyof PlannedCallback, unknown>;
  return (
    typeof key === 'string' &&
    findKey(key) !== undefined &&
    (phase === 'before' || phase === 'after') &&
    Array.isArray(listeners) &&
    listeners.every((listener) => typeof listener === 'string') &&
    typeof released === 'boolean' &&
    typeof fires === 'boolean'
  );
}

async function describeInChild(file: string, name: string): Promise<AppMessage> {
  const program = fileURLToPath(new URL('./describe-app.js', import.meta.url));
  const child = fork(program, [file, name], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'], timeout: PATIENCE });
  const printed = collect(child);
  return new Promise((done) => {
    child.once('message', (message) => done(Object(message) as AppMessage));
    child.once('error', (error) => done({ error: messageOf(error) }));
    child.once('close', (code, signal) => {
      const end = signal === null ? `exit code ${code}` : `${signal}, after ${PATIENCE / 1000} s at most`;
      done({ error: `loading it ended with ${end}\n${printed()}`.trimEnd() });
    });
  });
}

/** The end of what a process prints. */
function collect({ stdout, stderr }: ChildProcess): () => string {
  let text = '';
  for (const stream of [stdout, stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => (text = (text + chunk).slice(-2000)));
  }
  return () => text;
}
