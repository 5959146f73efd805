import type { CommandKey } from '../contract/commands.js';
import { memoryInbox } from '../delivery/inboxes/memory/memory-inbox.js';
import { mergeRetry, DEFAULT_RETRY, type RetryPolicy } from '../delivery/retry/retry-policy.js';
import type { Inbox } from '../delivery/inbox.js';
import { AccessControl } from '../intake/access/access-control.js';
import { DEFAULT_FAILURE_REPLY, type FailureReply } from '../intake/failure-answers.js';
import type { FailurePolicy } from '../listeners/listener-options.js';
import { DEFAULT_ERROR_CODES, type ErrorCodeRange } from '../replies/error-codes.js';
import type { CallbackHooks } from '../operations/callback-reporter.js';
import type { MetricsOptions } from '../operations/metrics/start-metrics.js';
import { BodyMemory, DEFAULT_BODY_LIMIT } from '../mount/body-reader.js';
import type { OpenImCallbackSettings } from '../openim-callback.options.js';
import type { SettingsSource } from './options/option-names.js';
import { settingProblems } from './options/option-problems.js';

/** The token of the resolved settings of a module instance. */
export const SETTINGS = Symbol.for('nestjs-openim-callback:resolved-settings');

/** The settings with every default in place. */
export interface ResolvedSettings {
  readonly access: AccessControl;
  readonly needsSecret: boolean;
  readonly answerInFront: boolean;
  readonly deadline: number;
  readonly onFailure: FailurePolicy;
  readonly errCodes: ErrorCodeRange;
  readonly failure: FailureReply;
  readonly bodies: BodyMemory;
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

const PREFIX = 'OpenImCallbackModule options';

/** The option `bodyMemory` where it is not given, in bytes. */
const DEFAULT_BODY_MEMORY = 128 * 1024 * 1024;

/** The option `deadline` where it is not given, in milliseconds. */
export const DEFAULT_DEADLINE = 4000;

/**
 * Fills in the defaults.
 *
 * @param source what has given the settings, for the error
 * @throws {Error} naming every option that is wrong, and what it may be
 */
export function resolveSettings(
  settings: OpenImCallbackSettings,
  source: SettingsSource = 'forRoot()',
): ResolvedSettings {
  refuseNoSettings(settings, source);
  const problems = settingProblems(settings, source);
  if (problems.length > 0) throw new Error(`${PREFIX}: ${problems.join('; ')}`);
  const { access = {}, bodyLimit = DEFAULT_BODY_LIMIT } = settings;
  return {
    access: new AccessControl(access),
    needsSecret: access.pathSecrets !== undefined,
    answerInFront: settings.answerInFront ?? true,
    deadline: settings.deadline ?? DEFAULT_DEADLINE,
    onFailure: settings.onFailure ?? 'refuse',
    errCodes: settings.errCodes ?? DEFAULT_ERROR_CODES,
    failure: {
      errCode: settings.failure?.errCode ?? DEFAULT_FAILURE_REPLY.errCode,
      errMsg: settings.failure?.errMsg ?? DEFAULT_FAILURE_REPLY.errMsg,
    },
    bodies: new BodyMemory(bodyLimit, settings.bodyMemory ?? Math.max(DEFAULT_BODY_MEMORY, bodyLimit)),
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

/** A factory may return anything, whatever its type says. */
function refuseNoSettings(given: unknown, source: SettingsSource): void {
  if (typeof given === 'object' && given !== null && !Array.isArray(given)) return;
  throw new Error(
    `${PREFIX}: ${source} has given ${String(given)}, it must give an object, {} for the defaults`,
  );
}

/** What is switched on and off, or given options. */
const optionsOf = <T extends object>(given: boolean | T | undefined): Partial<T> | undefined =>
  given === true ? {} : given || undefined;
