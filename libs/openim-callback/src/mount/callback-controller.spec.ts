import { Controller, Get, Injectable, type CanActivate, type Type } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { ALLOWED, notAccepted, readBody, refused, sendBody } from '../../../../test/support/bodies.js';
import {
  closeApps,
  createApp,
  createFastifyApp,
  startApp,
  startFastifyApp,
  type AppSetup,
  type RunningApp,
} from '../../../../test/support/callback-app.js';
import { postCallback, send } from '../../../../test/support/http.js';
import { closeServers, portOf, serve } from '../../../../test/support/http-server.js';
import { BeforeSendSingleMsg } from '../listeners/decorators.js';
import { refuse } from '../replies/reply.js';
import { createCallbackController } from './callback-controller.js';

@Injectable()
class Refusing {
  @BeforeSendSingleMsg()
  onSend() {
    return refuse(20001, 'no');
  }
}

@Controller('hello')
class HelloController {
  @Get()
  hello(): string {
    return 'hello';
  }
}

class Nobody implements CanActivate {
  canActivate = (): boolean => false;
}

const setup: AppSetup = { options: {}, providers: [Refusing], controllers: [HelloController] };
const refusal = refused('', 20001, 'no');
const frameworks: [string, (given: AppSetup) => Promise<RunningApp>][] = [
  ['Express', startApp],
  ['Fastify', startFastifyApp],
];
const all = frameworks.flatMap(([name, start]) =>
  (['controller', 'direct'] as const).map((mount) => [name, mount, start] as const),
);

describe('the controller', () => {
  afterEach(closeServers);
  afterEach(closeApps);

  describe.each(all)('%s, %s mount', (_name, mount, start) => {
    const started = (given: AppSetup = {}): Promise<RunningApp> =>
      start({ ...setup, ...given, options: { mount, ...given.options } });

    it('answers callbacks, and leaves the rest of the app alone', async () => {
      const { port } = await started();
      const { status, headers, json } = await postCallback(port, '/callbackExample', sendBody);
      expect([status, json()]).toEqual([200, refusal]);
      expect(Object.keys(headers).toSorted()).toEqual([
        'connection',
        'content-length',
        'content-type',
        'date',
      ]);
      expect((await postCallback(port, '/callbackExample', readBody)).json()).toEqual(ALLOWED);
      expect((await send(port, '/hello', '', { method: 'GET' })).text).toBe('hello');
      expect((await send(port, '/nothing', '', { method: 'GET' })).status).toBe(404);
    });

    it.each(['/callbackExample', '/callbackExample/', '//callbackExample//', '/callbackExample?token=a/b'])(
      'answers at %s',
      async (path) => {
        const { port } = await started();
        const headers = { 'Content-Type': 'application/json' };
        expect((await send(port, path, JSON.stringify(sendBody), { headers })).json()).toEqual(refusal);
      },
    );

    it('answers what has a secret in its path, and not what has none', async () => {
      const { port } = await started({ options: { access: { pathSecrets: ['path-secret'] } } });
      expect((await postCallback(port, '/callbackExample/path-secret', sendBody)).json()).toEqual(refusal);
      expect((await postCallback(port, '/callbackExample', sendBody)).json()).toEqual(
        refused('unauthorised'),
      );
    });

    it('answers bodies that the app would not take', async () => {
      const { port } = await started();
      const large = { ...sendBody, content: 'x'.repeat(2 * 1024 * 1024) };
      expect((await postCallback(port, '/callbackExample', large)).json()).toEqual(refusal);
      for (const type of ['text/plain', 'application/xml', 'application/x-www-form-urlencoded', '']) {
        const headers = { 'Content-Type': type };
        expect((await postCallback(port, '/callbackExample', sendBody, { headers })).json()).toEqual(refusal);
      }
    });

    it('answers in shape whatever arrives', async () => {
      const { port } = await started();
      const path = `/callbackExample/${sendBody.callbackCommand}`;
      expect((await send(port, path, '{')).json()).toEqual(refused('bad-json'));
      expect((await send(port, path, '')).json()).toEqual(refused('bad-json'));
      expect((await send(port, `${path}/more/and/more`, '{}')).json()).toEqual(refused('wrong-path'));
      expect(
        (await send(port, `/callbackExample/${'x'.repeat(500)}`, JSON.stringify(sendBody))).json(),
      ).toMatchObject({ nextCode: 1 });
      expect((await send(port, path, '', { method: 'GET' })).json()).toMatchObject({
        nextCode: 1,
        errDlt: 'wrong-method',
      });
      expect((await send(port, path, '', { method: 'DELETE' })).status).toBe(405);
      expect((await postCallback(port, '/callbackExample', { ...readBody, userID: 5 })).json()).toEqual(
        notAccepted('invalid-event: userID must be a string'),
      );
    });
  });

  describe('Express without listen()', () => {
    it('answers on its server, once it was initialised', async () => {
      const { app } = await createApp(setup);
      await app.init();
      const server = app.getHttpServer();
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      expect((await postCallback(portOf(server), '/callbackExample', sendBody)).json()).toEqual(refusal);
    });
  });

  /** Serves an app by another server than its own, as serverless adapters and Fastify's inject() do. */
  const elsewhere: [string, (given: AppSetup) => Promise<number>][] = [
    [
      'Express',
      async (given) => {
        const { app } = await createApp(given);
        await app.init();
        return (await serve(app.getHttpAdapter().getInstance())).port;
      },
    ],
    [
      'Fastify',
      async (given) => {
        const { app } = await createFastifyApp(given);
        await app.init();
        const fastify = app.getHttpAdapter().getInstance();
        await fastify.ready();
        return (await serve(fastify.routing)).port;
      },
    ],
  ];

  describe.each(elsewhere)('%s, behind another server than its own', (_name, start) => {
    it.each(['controller', 'direct'] as const)('answers callbacks (%s mount)', async (mount) => {
      const port = await start({ ...setup, options: { mount } });
      const { status, json } = await postCallback(port, '/callbackExample', sendBody);
      expect([status, json()]).toEqual([200, refusal]);
      expect((await postCallback(port, '/callbackExample', readBody)).json()).toEqual(ALLOWED);
      const headers = { 'Content-Type': 'application/json' };
      const unnamed = await send(port, '/callbackExample', '{"callbackCommand":5}', { headers });
      expect(unnamed.json()).toEqual(refused('no-command'));
      const get = await send(port, '/callbackExample', '', { method: 'GET' });
      expect([get.status, get.json()]).toMatchObject([405, { nextCode: 1, errDlt: 'wrong-method' }]);
    });

    it('answers callbacks with a secret in their path', async () => {
      const port = await start({ ...setup, options: { access: { pathSecrets: ['path-secret'] } } });
      expect((await postCallback(port, '/callbackExample/path-secret', sendBody)).json()).toEqual(refusal);
      expect((await postCallback(port, '/callbackExample', sendBody)).json()).toEqual(
        refused('unauthorised'),
      );
    });

    it('answers callbacks that a guard turns down', async () => {
      const providers = [Refusing, { provide: APP_GUARD, useClass: Nobody }];
      const port = await start({ ...setup, providers });
      const { status, json } = await postCallback(port, '/callbackExample', sendBody);
      expect([status, json()]).toEqual([200, refused('blocked-by-app')]);
    });
  });

  describe('a controller class', () => {
    const options = { path: 'cb', version: undefined, decorators: [] };

    it('is made for each instance', () => {
      expect(createCallbackController(options)).not.toBe(createCallbackController(options));
    });

    it('has the decorators that it is given, in their order', () => {
      const seen: [string, Type][] = [];
      const decorators = ['first', 'second'].map(
        (name): ClassDecorator =>
          (target) =>
            void seen.push([name, target as object as Type]),
      );
      const made = createCallbackController({ ...options, decorators });
      expect(seen).toEqual([
        ['first', made],
        ['second', made],
      ]);
    });
  });
});
