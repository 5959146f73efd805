import { Module, RequestMethod, VersioningType, type INestApplication, type Type } from '@nestjs/common';
import { RouterModule } from '@nestjs/core';
import { ALLOWED, sendBody } from '../../../../test/support/bodies.js';
import { closeApps, createApp, startApp, startFastifyApp } from '../../../../test/support/callback-app.js';
import { postCallback } from '../../../../test/support/http.js';
import { OpenImCallbackModule } from '../openim-callback.module.js';
import type { OpenImCallbackOptions } from '../openim-callback.options.js';

interface PathCase {
  readonly options?: OpenImCallbackOptions;
  readonly imports?: (module: Type) => ReturnType<typeof RouterModule.register>[];
  readonly configure?: (app: INestApplication) => void;
}

const uri = { type: VersioningType.URI as const };
const cases: readonly (readonly [string, string, PathCase])[] = [
  ['the path', '/callbackExample', {}],
  ['another path', '/hooks/im-1', { options: { path: '/hooks/im-1/' } }],
  ['a global prefix', '/api/callbackExample', { configure: (app) => app.setGlobalPrefix('api') }],
  [
    'a global prefix with slashes',
    '/api/v2/callbackExample',
    { configure: (app) => app.setGlobalPrefix('/api/v2/') },
  ],
  [
    'a global prefix that excludes it',
    '/callbackExample',
    {
      configure: (app) =>
        app.setGlobalPrefix('api', { exclude: ['callbackExample', 'callbackExample/{*rest}'] }),
    },
  ],
  [
    'a global prefix that excludes something else',
    '/api/callbackExample',
    {
      configure: (app) =>
        app.setGlobalPrefix('api', {
          exclude: [{ path: 'callbackExample', method: RequestMethod.GET }, 'other'],
        }),
    },
  ],
  [
    'versions of others',
    '/callbackExample',
    { configure: (app) => app.enableVersioning({ ...uri, defaultVersion: '1' }) },
  ],
  [
    'a version',
    '/v1/callbackExample',
    { options: { version: '1' }, configure: (app) => app.enableVersioning(uri) },
  ],
  [
    'a version with another prefix',
    '/api/im2/callbackExample',
    {
      options: { version: '2' },
      configure: (app) => app.setGlobalPrefix('api').enableVersioning({ ...uri, prefix: 'im' }),
    },
  ],
  [
    'a version without prefix',
    '/2/callbackExample',
    { options: { version: '2' }, configure: (app) => app.enableVersioning({ ...uri, prefix: false }) },
  ],
  [
    'header versions of others',
    '/callbackExample',
    {
      configure: (app) =>
        app.enableVersioning({ type: VersioningType.HEADER, header: 'v', defaultVersion: '1' }),
    },
  ],
  [
    'a module path',
    '/im/callbackExample',
    { imports: (module) => [RouterModule.register([{ path: 'im', module }])] },
  ],
  [
    'a module path below a prefix, with a version',
    '/api/v1/im/callbackExample',
    {
      options: { version: '1' },
      imports: (module) => [RouterModule.register([{ path: '/im', module }])],
      configure: (app) => app.setGlobalPrefix('api').enableVersioning(uri),
    },
  ],
];

const mounts = cases.flatMap(([what, base, setup]) =>
  (['controller', 'direct'] as const).map((mount) => [what, mount, base, setup] as const),
);

describe('the base path', () => {
  afterEach(closeApps);

  describe.each(mounts)('%s, %s mount', (_what, mount, base, { options, imports, configure }) => {
    it(`receives callbacks at ${base}`, async () => {
      const { port, log } = await startApp({
        options: { mount, ...options },
        imports: imports?.(OpenImCallbackModule) ?? [],
        ...(configure ? { configure } : {}),
      });
      expect(log.ofModule().join('\n')).toContain(`url: http://127.0.0.1:${port}${base}`);
      for (const spelling of [base, `${base}/`, `/${base}`]) {
        expect((await postCallback(port, spelling, sendBody)).json()).toEqual(ALLOWED);
      }
      expect((await postCallback(port, `/elsewhere${base}`, sendBody)).status).toBe(404);
      // The diagnosis rightly says that this app has no listener, and that one came to another path.
      expect(log.text).not.toMatch(/error|warn(?!.*(nobody listens to it|got a 404))/);
    });
  });

  describe('two versions', () => {
    it('are two instances at two paths', async () => {
      const { port } = await startApp({
        imports: ['1', '2'].map((version) => OpenImCallbackModule.forRoot({ name: `v${version}`, version })),
        configure: (app) => app.enableVersioning(uri),
      });
      for (const version of ['v1', 'v2']) {
        expect((await postCallback(port, `/${version}/callbackExample`, sendBody)).json()).toEqual(ALLOWED);
      }
      expect((await postCallback(port, '/v3/callbackExample', sendBody)).status).toBe(404);
    });
  });

  describe('the path on Fastify', () => {
    it('is the same', async () => {
      const { port } = await startFastifyApp({
        options: { version: '1' },
        configure: (app) => app.setGlobalPrefix('api').enableVersioning(uri),
      });
      expect((await postCallback(port, '/api/v1/callbackExample', sendBody)).json()).toEqual(ALLOWED);
    });
  });

  describe('a path that cannot be', () => {
    const bootError = async (options: OpenImCallbackOptions, configure?: (app: INestApplication) => void) => {
      const { app } = await createApp({ options, ...(configure ? { configure } : {}) });
      return app.init().then(
        () => undefined,
        (error: unknown) => String(error),
      );
    };

    it.each([
      ['without versioning', undefined],
      [
        'with header versioning',
        (app: INestApplication) => app.enableVersioning({ type: VersioningType.HEADER, header: 'v' }),
      ],
    ])('has a version %s', async (_what, configure) => {
      expect(await bootError({ version: '1' }, configure)).toBe(
        "Error: version '1' needs app.enableVersioning({ type: VersioningType.URI }): " +
          'OpenIM can send a version in the path only; otherwise leave the option version out',
      );
    });

    it.each(['callbackExample', 'callbackExample/{*rest}'])(
      'is excluded from the global prefix by %s only',
      async (exclude) => {
        expect(await bootError({}, (app) => app.setGlobalPrefix('api', { exclude: [exclude] }))).toBe(
          'Error: the global prefix is excluded for a part of the callbacks only: ' +
            "give app.setGlobalPrefix() { exclude: ['callbackExample', 'callbackExample/{*rest}'] }",
        );
      },
    );

    it('has a parameter in the global prefix', async () => {
      expect(await bootError({}, (app) => app.setGlobalPrefix(':tenant/api'))).toBe(
        'Error: callbacks cannot be received at /:tenant/api/callbackExample: their path must have no parameters',
      );
    });

    it('has a parameter in the module path', async () => {
      @Module({
        imports: [
          OpenImCallbackModule.forRoot(),
          RouterModule.register([{ path: ':tenant', module: OpenImCallbackModule }]),
        ],
      })
      class TenantModule {}
      const { app } = await createApp({ imports: [TenantModule] });
      await expect(app.init()).rejects.toThrow('callbacks cannot be received at /:tenant/callbackExample');
    });
  });
});
