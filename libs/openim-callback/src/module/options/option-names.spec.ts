import { closeApps, createApp, createFastifyApp } from '../../../../../test/support/callback-app.js';
import { memoryInbox } from '../../delivery/inboxes/memory/memory-inbox.js';
import { sqliteInbox } from '../../delivery/inboxes/sqlite/sqlite-inbox.js';
import { OpenImCallbackModule } from '../../openim-callback.module.js';

/** A factory of somebody who writes JavaScript, or whose types are lost on the way. */
const made =
  (settings: unknown): (() => never) =>
  () =>
    settings as never;

/** What the start says, undefined when it has nothing to say. */
async function startOf(
  make: () => object,
  start: typeof createApp | typeof createFastifyApp = createApp,
): Promise<string | undefined> {
  try {
    const { app } = await start({ imports: [make() as ReturnType<typeof OpenImCallbackModule.forRoot>] });
    await app.init();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const wrong: readonly [object, string][] = [
  [{ acess: { pathSecrets: ['a-long-secret'] } }, "there is no option 'acess': did you mean 'access'?"],
  [{ pathSecrets: ['a-long-secret'] }, "'pathSecrets' belongs into access"],
  [
    { access: { pathSecret: ['a-long-secret'] } },
    "access: there is no option 'pathSecret': did you mean 'pathSecrets'?",
  ],
  [{ access: { basic: [{ user: 'u', password: 'p' }] } }, "access.basic: there is no option 'user'"],
  [{ access: { pathSecrets: 'a-long-secret' } }, 'access.pathSecrets must be a list'],
  [
    {
      access: { signature: { algorithm: 'HMAC-MD5', signatureHeader: 'X-S', nonceHeader: 'X N', keys: [] } },
    },
    'access.signature: algorithm must be one of HMAC-SHA1, HMAC-SHA256, HMAC-SHA512, RSA-SHA256, ECDSA-SHA256; ' +
      'access.signature: nonceHeader must be the name of a header, as in webhooks.yml; ' +
      'access.signature: keys must be a list of one or more secrets or public keys; ' +
      'access.signature: encodings must be a list of one or more of hex, base64, base64url',
  ],
  [
    {
      access: {
        signature: {
          algorithm: 'RSA-SHA256',
          signatureHeader: 'X-S',
          nonceHeader: 'X-N',
          keys: ['secret'],
          encodings: ['hex'],
        },
      },
    },
    'access.signature: keys must be public keys in PEM for RSA-SHA256',
  ],
  [{ access: { signature: { nonce: 'X-N' } } }, "access: signature: there is no option 'nonce'"],
  [{ access: null }, 'access must be an object with pathSecrets'],
  [
    { access: { forwardedHeader: 'X-Real-IP' } },
    "access.forwardedHeader must be 'x-forwarded-for' or 'forwarded'",
  ],
  [{ retry: { attempts: 3 } }, "retry: there is no option 'attempts'"],
  [{ retry: { maxAttempt: 3 } }, "retry: there is no option 'maxAttempt': did you mean 'maxAttempts'?"],
  [{ errCodes: { from: 1, to: 2 } }, "errCodes: there is no option 'from'"],
  [{ failure: { errMessage: 'no' } }, "failure: there is no option 'errMessage'"],
  [
    { hooks: { onFailures: () => undefined } },
    "hooks: there is no option 'onFailures': did you mean 'onFailure'?",
  ],
  [{ metrics: { registery: {} } }, "metrics: there is no option 'registery': did you mean 'registry'?"],
  [{ inbox: null }, 'inbox must be what memoryInbox(), sqliteInbox() or bullmqInbox() makes'],
  [{ inbox: {} }, 'inbox must be what memoryInbox(), sqliteInbox() or bullmqInbox() makes'],
];

describe('names of options', () => {
  afterEach(closeApps);

  describe.each([
    ['Express', createApp],
    ['Fastify', createFastifyApp],
  ] as const)('on %s', (_name, start) => {
    it.each(wrong)('forRoot() refuses %j at the start', async (options, problem) => {
      expect(await startOf(() => OpenImCallbackModule.forRoot(options), start)).toContain(problem);
    });

    it.each(wrong)('so does what a factory makes: %j', async (options, problem) => {
      const make = () => OpenImCallbackModule.forRootAsync({ useFactory: made(options) });
      expect(await startOf(make, start)).toContain(problem);
    });

    it.each(['path', 'mount', 'name', 'isGlobal', 'version', 'controllerDecorators'])(
      '%s from a factory belongs into forRootAsync()',
      async (name) => {
        const make = () => OpenImCallbackModule.forRootAsync({ useFactory: made({ [name]: 'direct' }) });
        expect(await startOf(make, start)).toContain(
          `'${name}' belongs beside useFactory, into forRootAsync()`,
        );
      },
    );

    it.each([undefined, null, 'x', []])('a factory that gives %j is named', async (nothing) => {
      const make = () => OpenImCallbackModule.forRootAsync({ useFactory: made(nothing) });
      expect(await startOf(make, start)).toContain(
        `useFactory has given ${String(nothing)}, it must give an object, {} for the defaults`,
      );
      class Options {
        createOpenImCallbackOptions = made(nothing);
      }
      const byClass = () => OpenImCallbackModule.forRootAsync({ useClass: Options });
      expect(await startOf(byClass, start)).toContain('createOpenImCallbackOptions() has given');
    });
  });

  it('forRootAsync() refuses what the factory must give, and what nobody knows', () => {
    const useFactory = (): object => ({});
    const forRootAsync = (more: object) => () => OpenImCallbackModule.forRootAsync({ useFactory, ...more });
    expect(forRootAsync({ access: { allow: ['10.0.0.1'] } })).toThrow(
      "forRootAsync() options: 'access' belongs into what the factory returns",
    );
    expect(forRootAsync({ pat: 'x' })).toThrow("there is no option 'pat': did you mean 'path'?");
    expect(forRootAsync({ path: 'x', inject: [], imports: [] })).not.toThrow();
  });

  it('forRoot() refuses a factory, and a mount that is none', async () => {
    expect(await startOf(() => OpenImCallbackModule.forRoot({ useFactory: () => ({}) } as object))).toContain(
      "'useFactory' belongs into forRootAsync()",
    );
    expect(() => OpenImCallbackModule.forRoot({ mount: 'dirct' as 'direct' })).toThrow(
      "mount must be 'controller' or 'direct', it is \"dirct\"",
    );
  });

  it('an inbox refuses what it does not know', () => {
    expect(() => memoryInbox({ maxEvent: 1 } as object)).toThrow(
      "memoryInbox: there is no option 'maxEvent': did you mean 'maxEvents'?",
    );
    expect(() => sqliteInbox({ file: 'x', window: 1 } as { file: string })).toThrow(
      "sqliteInbox: there is no option 'window'",
    );
  });

  it('the types know what a factory must not give', () => {
    // @ts-expect-error the module is made before the factory runs
    OpenImCallbackModule.forRootAsync({ useFactory: () => ({ path: 'callbacks' }) });
    // @ts-expect-error of a promise, too
    OpenImCallbackModule.forRootAsync({ useFactory: () => Promise.resolve({ mount: 'direct' as const }) });
  });
});
