import { nameProblems, type OptionNames } from '../../delivery/option-names.js';
import type { RetryOptions } from '../../delivery/retry/retry-policy.js';
import type { AccessOptions, BasicCredentials } from '../../intake/access/access-options.js';
import type { SignatureOptions } from '../../intake/access/signature-options.js';
import type { FailureReply } from '../../intake/failure-answers.js';
import type {
  OpenImCallbackAsyncOptions,
  OpenImCallbackSettings,
  OpenImCallbackStaticOptions,
} from '../../openim-callback.options.js';
import type { CallbackHooks } from '../../operations/callback-reporter.js';
import type { MetricsOptions } from '../../operations/metrics/start-metrics.js';
import type { ErrorCodeRange } from '../../replies/error-codes.js';

const SIGNATURE: OptionNames<SignatureOptions> = {
  algorithm: true,
  signatureHeader: true,
  nonceHeader: true,
  keys: true,
  encodings: true,
  nonceTime: true,
  maxAge: true,
  seen: true,
};
const ACCESS: OptionNames<AccessOptions> = {
  pathSecrets: true,
  basic: true,
  allow: true,
  trustedProxies: true,
  forwardedHeader: true,
  signature: SIGNATURE,
};
const BASIC: OptionNames<BasicCredentials> = { username: true, password: true };
const RETRY: OptionNames<RetryOptions> = {
  maxAttempts: true,
  minDelay: true,
  maxDelay: true,
  factor: true,
  jitter: true,
  onRetry: true,
  attemptTimeout: true,
};
const ERR_CODES: OptionNames<ErrorCodeRange> = { min: true, max: true };
const FAILURE: OptionNames<FailureReply> = { errCode: true, errMsg: true };
const HOOKS: OptionNames<CallbackHooks> = { onFailure: true, onListenerError: true, onStorage: true };
const METRICS: OptionNames<MetricsOptions> = { registry: true };

const SETTINGS: OptionNames<OpenImCallbackSettings> = {
  access: ACCESS,
  answerInFront: true,
  deadline: true,
  onFailure: true,
  errCodes: ERR_CODES,
  failure: FAILURE,
  bodyLimit: true,
  bodyMemory: true,
  inbox: true,
  retry: RETRY,
  suppressDuplicates: true,
  keepAliveTimeout: true,
  shutdownDelay: true,
  shutdownTimeout: true,
  origin: true,
  hooks: HOOKS,
  metrics: true,
  tracing: true,
};
const STATIC: OptionNames<OpenImCallbackStaticOptions> = {
  path: true,
  name: true,
  isGlobal: true,
  mount: true,
  version: true,
  controllerDecorators: true,
};
const ASYNC: OptionNames<OpenImCallbackAsyncOptions> = {
  ...STATIC,
  imports: true,
  useFactory: true,
  inject: true,
  useClass: true,
  useExisting: true,
};

/** Where settings come from. */
export type SettingsSource = 'forRoot()' | 'useFactory' | 'createOpenImCallbackOptions()';

/** What is wrong with the names among settings, those of the options in them included. */
export function settingNameProblems(
  settings: OpenImCallbackSettings,
  source: SettingsSource,
): readonly string[] {
  const { access, metrics } = settings;
  const basic: unknown = access?.basic;
  const credentials: readonly unknown[] = Array.isArray(basic) ? basic : [];
  return [
    ...(source === 'forRoot()'
      ? nameProblems(settings, { ...STATIC, ...SETTINGS }, placesOf(ASYNC, 'into forRootAsync()', STATIC))
      : nameProblems(settings, SETTINGS, placesOf(ASYNC, `beside ${source}, into forRootAsync()`))),
    ...(typeof metrics === 'object' ? nameProblems(metrics, METRICS).map((each) => `metrics: ${each}`) : []),
    ...credentials.flatMap((each) =>
      nameProblems(Object(each) as object, BASIC).map((problem) => `access.basic: ${problem}`),
    ),
  ];
}

/** What is wrong with the names among the options of `forRootAsync()`. */
export const asyncNameProblems = (options: OpenImCallbackAsyncOptions): readonly string[] =>
  nameProblems(options, ASYNC, placesOf(SETTINGS, 'into what the factory returns'));

const placesOf = (names: object, place: string, without: object = {}): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.keys(names)
      .filter((name) => !Object.hasOwn(without, name))
      .map((name) => [name, place]),
  );
