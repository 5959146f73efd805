import type { CommandKey } from '../../contract/commands.js';
import { definitions } from '../../contract/definitions.js';
import { LONGEST_TIMER } from '../../delivery/inbox-options.js';
import { DEFAULT_RETRY, mergeRetry, retryProblem } from '../../delivery/retry/retry-policy.js';
import { AccessControl } from '../../intake/access/access-control.js';
import type { AccessOptions } from '../../intake/access/access-options.js';
import { SignatureCheck } from '../../intake/access/signature.js';
import type { SignatureOptions } from '../../intake/access/signature-options.js';
import { looksLikeCommand } from '../../intake/target.js';
import { DEFAULT_BODY_LIMIT } from '../../mount/body-reader.js';
import type { OpenImCallbackSettings } from '../../openim-callback.options.js';
import { DEFAULT_ERROR_CODES, whyNotRange, whyNotTokenError } from '../../replies/error-codes.js';
import { settingNameProblems, type SettingsSource } from './option-names.js';

/** OpenIM's own HTTP client gives up after 15 s, whatever webhooks.yml says. */
const LONGEST_DEADLINE = 15_000;

/** 256 MiB: Node makes no string of half a GiB. */
const LARGEST_BODY = 2 ** 28;

/** Fastify answers a longer segment of a path itself (`maxParamLength`), which OpenIM takes for permission. */
const LONGEST_SECRET = 100;

/** What is wrong with settings, each with the name of the option and what it may be; empty when nothing is. */
export function settingProblems(settings: OpenImCallbackSettings, source: SettingsSource): readonly string[] {
  const names = settingNameProblems(settings, source);
  // What is not named right is not looked at: it would be told of twice.
  return names.length > 0 ? names : valueProblems(settings);
}

function valueProblems(settings: OpenImCallbackSettings): string[] {
  const { onFailure = 'refuse', errCodes = DEFAULT_ERROR_CODES, failure, access = {} } = settings;
  const failureCode = failure?.errCode;
  return [
    outside('deadline', settings.deadline, 1, LONGEST_DEADLINE, 'OpenIM waits 15 s at most'),
    outside('bodyLimit', settings.bodyLimit, 1, LARGEST_BODY, 'in bytes'),
    outside(
      'bodyMemory',
      settings.bodyMemory,
      settings.bodyLimit ?? DEFAULT_BODY_LIMIT,
      Number.MAX_SAFE_INTEGER,
      'in bytes, at least those of bodyLimit',
    ),
    outside('shutdownDelay', settings.shutdownDelay, 0, LONGEST_TIMER, 'in milliseconds'),
    outside('shutdownTimeout', settings.shutdownTimeout, 0, LONGEST_TIMER, 'in milliseconds'),
    settings.keepAliveTimeout === false
      ? undefined
      : outside('keepAliveTimeout', settings.keepAliveTimeout, 0, LONGEST_TIMER, 'in milliseconds, or false'),
    isInbox(settings.inbox)
      ? undefined
      : 'inbox must be what memoryInbox(), sqliteInbox() or bullmqInbox() makes, or a function that makes it',
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
  forwardedHeader = 'x-forwarded-for',
  signature,
}: AccessOptions): (string | undefined)[] {
  const lists = { pathSecrets, basic, allow };
  const noLists = Object.entries({ ...lists, trustedProxies }).filter(
    ([, list]) => list !== undefined && !Array.isArray(list),
  );
  if (noLists.length > 0) return noLists.map(([name]) => `access.${name} must be a list`);
  return [
    ['x-forwarded-for', 'forwarded'].includes(forwardedHeader)
      ? undefined
      : "access.forwardedHeader must be 'x-forwarded-for' or 'forwarded'",
    ...Object.entries(lists).map(([name, list]) =>
      list?.length === 0
        ? `access.${name} is empty, so that nobody could send: leave it out or fill it`
        : undefined,
    ),
    pathSecrets?.every(isSecret)
      ? undefined
      : pathSecrets &&
        `access.pathSecrets must be of 8 to ${LONGEST_SECRET} letters, digits, and - . _ ~ each, and must not look like a command`,
    basic?.every(({ username, password }) => username && !username.includes(':') && password)
      ? undefined
      : basic && 'access.basic needs a username without a colon and a password each',
    ...(signature ? signatureProblems(signature) : []),
    prefixed('access', addressProblem([...(allow ?? []), ...(trustedProxies ?? [])])),
  ];
}

const ALGORITHMS: readonly unknown[] = [
  'HMAC-SHA1',
  'HMAC-SHA256',
  'HMAC-SHA512',
  'RSA-SHA256',
  'ECDSA-SHA256',
];
const ENCODINGS: readonly unknown[] = ['hex', 'base64', 'base64url'];
const HEADER = /^[\w!#$%&'*+.^`|~-]+$/;

/** Nothing here has a default: what is guessed wrong would turn everything down, or nothing. */
function signatureProblems(signature: SignatureOptions): (string | undefined)[] {
  const { algorithm, signatureHeader, nonceHeader, keys, encodings, maxAge } = signature;
  const noHeader = Object.entries({ signatureHeader, nonceHeader }).filter(([, name]) => !isHeader(name));
  const problems = [
    ALGORITHMS.includes(algorithm) ? undefined : `algorithm must be one of ${ALGORITHMS.join(', ')}`,
    ...noHeader.map(([name]) => `${name} must be the name of a header, as in webhooks.yml`),
    areGiven(keys) && keys.every((key) => typeof key === 'string' && key !== '')
      ? undefined
      : 'keys must be a list of one or more secrets or public keys',
    areGiven(encodings) && encodings.every((each) => ENCODINGS.includes(each))
      ? undefined
      : `encodings must be a list of one or more of ${ENCODINGS.join(', ')}`,
    maxAge === undefined || maxAge > 0 ? undefined : 'maxAge must be more than 0 ms',
  ].filter((problem) => problem !== undefined);
  return (problems.length > 0 ? problems : [keyProblem(signature)]).map((each) =>
    prefixed('access.signature', each),
  );
}

const isHeader = (name: unknown): boolean => typeof name === 'string' && HEADER.test(name);

const areGiven = (list: unknown): boolean => Array.isArray(list) && list.length > 0;

/** The error of the crypto library may quote the key. */
function keyProblem(signature: SignatureOptions): string | undefined {
  try {
    new SignatureCheck(signature);
    return undefined;
  } catch {
    return `keys must be public keys in PEM for ${signature.algorithm}`;
  }
}

const isInbox = (inbox: unknown): boolean =>
  inbox === undefined ||
  typeof inbox === 'function' ||
  (typeof inbox === 'object' && inbox !== null && 'append' in inbox);

/** Empty is also what an environment variable gives that is not set. */
const isSecret = (secret: string): boolean =>
  Boolean(secret) &&
  secret.length <= LONGEST_SECRET &&
  /^[\w.~-]{8,}$/.test(secret) &&
  !looksLikeCommand(secret);

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
