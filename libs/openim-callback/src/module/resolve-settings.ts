import type { CommandKey } from '../contract/commands.js';
import { definitions } from '../contract/definitions.js';
import { memoryInbox } from '../delivery/inboxes/memory/memory-inbox.js';
import { mergeRetry, retryProblem } from '../delivery/retry/retry-policy.js';
import { DEFAULT_RETRY, type RetryPolicy } from '../delivery/retry/retry-options.js';
import type { Inbox } from '../delivery/inbox.js';
import { AccessControl } from '../intake/access/access-control.js';
import type { AccessOptions } from '../intake/access/access-options.js';
import { DEFAULT_FAILURE_REPLY, type FailureReply } from '../intake/failure-answers.js';
import { looksLikeCommand } from '../intake/target.js';
import type { FailurePolicy } from '../listeners/listener-options.js';
import {
  DEFAULT_ERROR_CODES,
  whyNotRange,
  whyNotTokenError,
  type ErrorCodeRange,
} from '../replies/error-codes.js';
import type { CallbackHooks } from '../operations/callback-reporter.js';
import type { MetricsOptions } from '../operations/metrics/start-metrics.js';
import type { OpenImCallbackSettings } from '../openim-callback.options.js';

/** The token of the resolved settings of a module instance. */
export const SETTINGS = Symbol.for('nestjs-openim-callback:resolved-settings');

/** The settings with every default in place. */
export interface ResolvedSettings {
  readonly access: AccessControl;
  readonly needsSecret: boolean;
  readonly deadline: number;
  readonly onFailure: FailurePolicy;
  readonly errCodes: ErrorCodeRange;
  readonly failure: FailureReply;
  readonly bodyLimit: number;
  readonly inbox: Inbox;
  readonly retry: RetryPolicy;
  readonly suppressed: ReadonlySet<CommandKey>;
  readonly keepAliveTimeout: number | false;
  readonly shutdownDelay: number;
  readonly shutdownTimeout: number;
  readonly origin: string | undefined;
  readonly hooks: CallbackHooks;
  readonly metrics: MetricsOptions | undefined;
  readonly tracing: boolean;
}

/** The option `deadline` where it is not given, in milliseconds. */
export const DEFAULT_DEADLINE = 4000;

/** OpenIM's own HTTP client gives up after 15 s, whatever webhooks.yml says. */
const LONGEST_DEADLINE = 15_000;

/** 256 MiB: Node makes no string of half a GiB. */
const LARGEST_BODY = 2 ** 28;

/**
 * Fills in the defaults.
 *
 * @throws {Error} naming every option that is wrong, and what it may be
 */
export function resolveSettings(settings: OpenImCallbackSettings): ResolvedSettings {
  const problems = problemsOf(settings);
  if (problems.length > 0) throw new Error(`OpenImCallbackModule options: ${problems.join('; ')}`);
  const access = settings.access ?? {};
  return {
    access: new AccessControl(access),
    needsSecret: access.pathSecrets !== undefined,
    deadline: settings.deadline ?? DEFAULT_DEADLINE,
    onFailure: settings.onFailure ?? 'refuse',
    errCodes: settings.errCodes ?? DEFAULT_ERROR_CODES,
    failure: {
      errCode: settings.failure?.errCode ?? DEFAULT_FAILURE_REPLY.errCode,
      errMsg: settings.failure?.errMsg ?? DEFAULT_FAILURE_REPLY.errMsg,
    },
    bodyLimit: settings.bodyLimit ?? 16 * 1024 * 1024,
    inbox: typeof settings.inbox === 'function' ? settings.inbox() : (settings.inbox ?? memoryInbox()),
    retry: mergeRetry(DEFAULT_RETRY, settings.retry),
    suppressed: new Set(settings.suppressDuplicates ?? ['afterMsgSaveDB']),
    keepAliveTimeout: settings.keepAliveTimeout ?? 0,
    shutdownDelay: settings.shutdownDelay ?? 0,
    shutdownTimeout: settings.shutdownTimeout ?? 10_000,
    origin: settings.origin,
    hooks: settings.hooks ?? {},
    tracing: settings.tracing ?? false,
    metrics: optionsOf(settings.metrics),
  };
}

/** What is switched on and off, or given options. */
const optionsOf = <T extends object>(given: boolean | T | undefined): Partial<T> | undefined =>
  given === true ? {} : given || undefined;

function problemsOf(settings: OpenImCallbackSettings): string[] {
  const {
    deadline = DEFAULT_DEADLINE,
    onFailure = 'refuse',
    errCodes = DEFAULT_ERROR_CODES,
    failure,
    access = {},
  } = settings;
  const failureCode = failure?.errCode;
  return [
    outside('deadline', deadline, 1, LONGEST_DEADLINE, 'OpenIM waits 15 s at most'),
    outside('bodyLimit', settings.bodyLimit, 1, LARGEST_BODY, 'in bytes'),
    outside('shutdownDelay', settings.shutdownDelay, 0, 2 ** 31 - 1, 'in milliseconds'),
    outside('shutdownTimeout', settings.shutdownTimeout, 0, 2 ** 31 - 1, 'in milliseconds'),
    settings.keepAliveTimeout === false
      ? undefined
      : outside('keepAliveTimeout', settings.keepAliveTimeout, 0, 2 ** 31 - 1, 'in milliseconds, or false'),
    ['refuse', 'allow'].includes(onFailure) ? undefined : `onFailure must be 'refuse' or 'allow'`,
    prefixed('errCodes', whyNotRange(errCodes)),
    failureCode === undefined
      ? undefined
      : prefixed('failure.errCode', whyNotRange({ min: failureCode, max: failureCode })),
    prefixed('retry', retryProblem(mergeRetry(DEFAULT_RETRY, settings.retry))),
    ...(settings.suppressDuplicates ?? []).map(withoutKey),
    failureCode === undefined ? undefined : prefixed('failure.errCode', whyNotTokenError(failureCode)),
    ...accessProblems(access),
  ].filter((problem) => problem !== undefined);
}

function accessProblems({
  pathSecrets,
  basic,
  allow,
  trustedProxies,
}: AccessOptions): (string | undefined)[] {
  const lists = { pathSecrets, basic, allow };
  return [
    ...Object.entries(lists).map(([name, list]) =>
      list?.length === 0
        ? `access.${name} is empty, so that nobody could send: leave it out or fill it`
        : undefined,
    ),
    pathSecrets?.every(isSecret)
      ? undefined
      : pathSecrets &&
        `access.pathSecrets must be of 8 or more letters, digits, and - . _ ~ each, and must not look like a command`,
    basic?.every(({ username, password }) => username && !username.includes(':') && password)
      ? undefined
      : basic && 'access.basic needs a username without a colon and a password each',
    prefixed('access', addressProblem([...(allow ?? []), ...(trustedProxies ?? [])])),
  ];
}

/** Empty is also what an environment variable gives that is not set. */
const isSecret = (secret: string): boolean =>
  Boolean(secret) && /^[\w.~-]{8,}$/.test(secret) && !looksLikeCommand(secret);

function addressProblem(entries: readonly string[]): string | undefined {
  try {
    new AccessControl({ allow: entries });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const prefixed = (name: string, problem: string | undefined): string | undefined =>
  problem && `${name}: ${problem}`;

function outside(
  name: string,
  value: number | undefined,
  min: number,
  max: number,
  why: string,
): string | undefined {
  if (value === undefined || (Number.isInteger(value) && value >= min && value <= max)) return undefined;
  return `${name} must be an integer between ${min} and ${max} (${why})`;
}

const withoutKey = (key: CommandKey): string | undefined =>
  Object.hasOwn(definitions, key) && 'idempotencyKey' in definitions[key]
    ? undefined
    : `suppressDuplicates: repetitions of ${key} cannot be told from new events`;
