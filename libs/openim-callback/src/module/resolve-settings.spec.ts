import { BodyMemory } from '../mount/body-reader.js';
import { Registry } from 'prom-client';
import { MemoryInbox } from '../delivery/inboxes/memory/memory-inbox.js';
import { DEFAULT_RETRY } from '../delivery/retry/retry-policy.js';
import { AccessControl } from '../intake/access/access-control.js';
import type { OpenImCallbackSettings } from '../openim-callback.options.js';
import { resolveSettings } from './resolve-settings.js';

const problem = (settings: OpenImCallbackSettings): string | undefined => {
  try {
    resolveSettings(settings);
    return undefined;
  } catch (error) {
    return String(error);
  }
};

describe('the settings', () => {
  it('have pinned defaults', () => {
    const { access, inbox, ...rest } = resolveSettings({});
    expect(rest).toEqual({
      needsSecret: false,
      answerInFront: true,
      deadline: 4000,
      onFailure: 'refuse',
      errCodes: { min: 20001, max: 29999 },
      failure: { errCode: 20500, errMsg: 'the request could not be checked' },
      bodies: new BodyMemory(16_777_216, 134_217_728),
      retry: {
        maxAttempts: 10,
        minDelay: 1000,
        maxDelay: 60_000,
        factor: 2,
        jitter: 0.5,
        onRetry: 'hold',
        attemptTimeout: 30_000,
      },
      suppressed: new Set(['afterMsgSaveDB']),
      keepAliveTimeout: 0,
      shutdownDelay: 0,
      shutdownTimeout: 10_000,
      origin: undefined,
      hooks: {},
      metrics: undefined,
      tracing: false,
    });
    expect(inbox).toBeInstanceOf(MemoryInbox);
    expect(access).toEqual(new AccessControl({}));
  });

  it('have an inbox each', () => {
    expect(resolveSettings({}).inbox).not.toBe(resolveSettings({}).inbox);
  });

  it('have the inbox that a function makes', () => {
    const inbox = new MemoryInbox();
    expect(resolveSettings({ inbox: () => inbox }).inbox).toBe(inbox);
  });

  it('are what they were given', () => {
    const given = {
      answerInFront: false,
      deadline: 1,
      onFailure: 'allow',
      errCodes: { min: 100, max: 200 },
      failure: { errCode: 100, errMsg: '' },
      inbox: new MemoryInbox(),
      retry: { ...DEFAULT_RETRY, maxAttempts: 1, onRetry: 'pass' },
      keepAliveTimeout: false,
      shutdownDelay: 1,
      shutdownTimeout: 0,
      origin: 'https://im.example.com',
      hooks: { onFailure: () => undefined },
      metrics: { registry: new Registry() },
      tracing: true,
    } as const;
    const { access, needsSecret, ...rest } = resolveSettings({
      ...given,
      bodyLimit: 1,
      bodyMemory: 2,
      suppressDuplicates: ['afterSendSingleMsg', 'afterMsgSaveDB'],
      access: { pathSecrets: ['path-secret'] },
    });
    expect(rest).toEqual({
      ...given,
      bodies: new BodyMemory(1, 2),
      suppressed: new Set(['afterSendSingleMsg', 'afterMsgSaveDB']),
    });
    expect(rest.inbox).toBe(given.inbox);
    expect([access, needsSecret]).toEqual([new AccessControl({ pathSecrets: ['path-secret'] }), true]);
  });

  it('have every part of the retry policy that was not given', () => {
    expect(resolveSettings({ retry: { maxAttempts: 3 } }).retry).toEqual({
      ...DEFAULT_RETRY,
      maxAttempts: 3,
    });
  });

  it('take undefined for not given, down to the parts of failure', () => {
    const settings = resolveSettings({
      deadline: undefined,
      failure: { errCode: undefined, errMsg: undefined },
      access: { pathSecrets: undefined, basic: undefined, allow: undefined, trustedProxies: undefined },
    });
    expect(settings.failure).toEqual({ errCode: 20500, errMsg: 'the request could not be checked' });
    expect(settings).toMatchObject({ deadline: 4000, needsSecret: false });
    expect(resolveSettings({ failure: { errMsg: 'try again' } }).failure).toEqual({
      errCode: 20500,
      errMsg: 'try again',
    });
  });

  it.each<[string, OpenImCallbackSettings]>([
    ['the longest deadline', { deadline: 15_000 }],
    ['the largest body', { bodyLimit: 2 ** 28 }],
    ['room for one body', { bodyLimit: 1000, bodyMemory: 1000 }],
    ['a keep-alive of a month', { keepAliveTimeout: 2 ** 31 - 1 }],
    ['the widest codes', { errCodes: { min: 100, max: 2 ** 31 - 1 } }],
    ['one code', { errCodes: { min: 5000, max: 5000 } }],
    ['a failure code of OpenIM', { failure: { errCode: 1500 } }],
    ['no command whose repetitions are dropped', { suppressDuplicates: [] }],
    ['several secrets', { access: { pathSecrets: ['a-secret_.~1', 'other-secret'] } }],
    ['a password with a colon', { access: { basic: [{ username: 'u', password: 'p:w' }] } }],
    ['addresses', { access: { allow: ['10.0.0.0/8', '::1'], trustedProxies: [] } }],
  ])('may have %s', (_what, settings) => {
    expect(problem(settings)).toBeUndefined();
  });
});

const between = (name: string, min: number, max: number, why: string): string =>
  `${name} must be an integer between ${min} and ${max} (${why})`;
const emptyList = (name: string): string =>
  `access.${name} is empty, so that nobody could send: leave it out or fill it`;
const noKey = (key: string): string =>
  `suppressDuplicates: repetitions of ${key} cannot be told from new events`;
const secretShape =
  'access.pathSecrets must be of 8 to 100 letters, digits, and - . _ ~ each, and must not look like a command';
const basicShape = 'access.basic needs a username without a colon and a password each';
const deadline = between('deadline', 1, 15_000, 'OpenIM waits 15 s at most');
const bodyLimit = between('bodyLimit', 1, 2 ** 28, 'in bytes');
const bodyMemory = between(
  'bodyMemory',
  1000,
  Number.MAX_SAFE_INTEGER,
  'in bytes, at least those of bodyLimit',
);
const shutdownDelay = between('shutdownDelay', 0, 2 ** 31 - 1, 'in milliseconds');
const shutdownTimeout = between('shutdownTimeout', 0, 2 ** 31 - 1, 'in milliseconds');
const keepAliveTimeout = between('keepAliveTimeout', 0, 2 ** 31 - 1, 'in milliseconds, or false');
const integers = 'min and max must be integers, min first';
const tooLow = 'OpenIM replaces codes below 100, and 0 tells the caller that all went well';
const tooHigh = "codes above 2147483647 do not fit OpenIM's int32";
const tokenError =
  'failure.errCode: the client SDK takes 1501 to 1507 for token errors and logs the user out';

/** What JavaScript, or an environment variable that is not set, hands over in spite of the types. */
const untyped = (settings: object): OpenImCallbackSettings => settings;

describe('a wrong option', () => {
  it.each<[OpenImCallbackSettings, string]>([
    [{ deadline: 0 }, deadline],
    [{ deadline: 15_001 }, deadline],
    [{ deadline: 1.5 }, deadline],
    [{ deadline: NaN }, deadline],
    [untyped({ deadline: '4000' }), deadline],
    [{ bodyLimit: 0 }, bodyLimit],
    [{ bodyLimit: 2 ** 28 + 1 }, bodyLimit],
    [{ bodyLimit: 1000, bodyMemory: 999 }, bodyMemory],
    [{ shutdownDelay: -1 }, shutdownDelay],
    [{ shutdownDelay: 2 ** 31 }, shutdownDelay],
    [{ shutdownTimeout: -1 }, shutdownTimeout],
    [{ shutdownTimeout: 2 ** 31 }, shutdownTimeout],
    [{ keepAliveTimeout: -1 }, keepAliveTimeout],
    [{ keepAliveTimeout: Infinity }, keepAliveTimeout],
    [untyped({ keepAliveTimeout: true }), keepAliveTimeout],
    [untyped({ onFailure: 'ignore' }), "onFailure must be 'refuse' or 'allow'"],
    [{ errCodes: { min: 2, max: 1 } }, `errCodes: ${integers}`],
    [untyped({ errCodes: { min: 20001 } }), `errCodes: ${integers}`],
    [{ errCodes: { min: 0, max: 200 } }, `errCodes: ${tooLow}`],
    [{ errCodes: { min: 100, max: 2 ** 31 } }, `errCodes: ${tooHigh}`],
    [{ failure: { errCode: 0 } }, `failure.errCode: ${tooLow}`],
    [{ failure: { errCode: 2 ** 31 } }, `failure.errCode: ${tooHigh}`],
    [{ failure: { errCode: 500.5 } }, `failure.errCode: ${integers}`],
    [{ failure: { errCode: 1501 } }, tokenError],
    [{ failure: { errCode: 1507 } }, tokenError],
    [{ suppressDuplicates: ['afterMsgSaveDB', 'afterUserOnline'] }, noKey('afterUserOnline')],
    [untyped({ suppressDuplicates: ['afterTimeTravel'] }), noKey('afterTimeTravel')],
    [untyped({ suppressDuplicates: ['toString'] }), noKey('toString')],
    [{ access: { pathSecrets: [] } }, emptyList('pathSecrets')],
    [{ access: { basic: [] } }, emptyList('basic')],
    [{ access: { allow: [] } }, emptyList('allow')],
    [{ access: { pathSecrets: ['right-secret', 'short'] } }, secretShape],
    [{ access: { pathSecrets: ['with/a/slash'] } }, secretShape],
    [{ access: { pathSecrets: ['callbackSecret'] } }, secretShape],
    [untyped({ access: { pathSecrets: [undefined] } }), secretShape],
    [{ access: { basic: [{ username: '', password: 'p' }] } }, basicShape],
    [{ access: { basic: [{ username: 'u', password: '' }] } }, basicShape],
    [{ access: { basic: [{ username: 'u:v', password: 'p' }] } }, basicShape],
    [untyped({ access: { basic: [{ username: undefined, password: undefined }] } }), basicShape],
    [
      { access: { allow: ['10.0.0.0/33'] } },
      "access: '10.0.0.0/33' is not an address, a CIDR range or 'unix'",
    ],
    [{ access: { trustedProxies: ['proxy'] } }, "access: 'proxy' is not an address, a CIDR range or 'unix'"],
  ])('%j is told', (settings, message) => {
    expect(problem(settings)).toBe(`Error: OpenImCallbackModule options: ${message}`);
  });

  it('is told together with the others', () => {
    expect(problem({ deadline: 0, bodyLimit: 0, access: { allow: [] } })).toBe(
      `Error: OpenImCallbackModule options: ${deadline}; ${bodyLimit}; ${emptyList('allow')}`,
    );
  });

  it('is told without secrets', () => {
    const access = { pathSecrets: ['s3cr3t/s3cr3t'], basic: [{ username: 's3cr3t:', password: 's3cr3t' }] };
    expect(problem({ access })).not.toContain('s3cr3t');
  });
});
