import type { Server } from 'node:http';
import {
  Injectable,
  SetMetadata,
  type CallHandler,
  type CanActivate,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR, Reflector } from '@nestjs/core';
import { map, type Observable } from 'rxjs';
import {
  BeforeMsgModify,
  Command,
  modify,
  NonRetriableError,
  OnSingleMsgRead,
  OpenImCallbackModule,
} from 'nestjs-openim-callback';
import {
  OpenImInspectorModule,
  type CallbackDetail,
  type CallbackList,
  type DeadLetterList,
  type DeadLetterView,
  type InspectorInfo,
  type OpenImInspectorOptions,
} from 'nestjs-openim-callback/inspector';
import { readBody, sendBody } from '../support/bodies.js';
import { closeApps, startApp, startFastifyApp, type AppSetup } from '../support/callback-app.js';
import { postCallback, send } from '../support/http.js';
import { InspectorClient } from '../support/inspector-client.js';
import { until } from '../support/until.js';

afterEach(closeApps);

@Injectable()
class Failing {
  @OnSingleMsgRead()
  onRead(): void {
    throw new NonRetriableError('never');
  }

  @BeforeMsgModify()
  onModify() {
    return modify({ content: '{"content":"a secret"}' });
  }
}

const setup = (options: OpenImInspectorOptions = {}, more: AppSetup = {}): AppSetup => ({
  imports: [OpenImCallbackModule.forRoot(), OpenImInspectorModule.forRoot(options)],
  providers: [Failing],
  ...more,
});

describe.each([
  ['express', startApp],
  ['fastify', startFastifyApp],
] as const)('the inspector on %s', (_platform, start) => {
  const asked = async (options?: OpenImInspectorOptions, more?: AppSetup) => {
    const { port, app } = await start(setup(options, more));
    return { client: new InspectorClient(port), port, app };
  };

  describe('without authorize and guards', () => {
    it.each<[string, Record<string, string>, string]>([
      ['behind a proxy', { 'X-Forwarded-For': '203.0.113.7' }, 'x-forwarded-for'],
      ['behind a proxy of another kind', { Forwarded: 'for=203.0.113.7' }, 'forwarded'],
      ['under a name of somebody else', { Host: 'evil.example' }, 'Host'],
      ['under a name that only begins like ours', { Host: 'localhost.evil.example' }, 'Host'],
    ])('tells nothing to a request %s', async (_what, headers, said) => {
      const { client, port } = await asked();
      await postCallback(port, '/callbackExample', readBody);
      for (const path of ['api/info', 'api/callbacks', 'api/live', 'api/dead-letters', 'index.html', '']) {
        const { status, text } = await client.get(path, headers);
        expect(status).toBe(403);
        expect(text).toContain(said);
        expect(text).not.toContain(readBody.conversationID);
      }
    });

    it.each([['localhost'], ['127.0.0.1:3000'], ['[::1]:3000'], ['app.localhost:3000']])(
      'answers to %s',
      async (Host) => {
        const { client } = await asked();
        expect((await client.get('api/info', { Host })).status).toBe(200);
      },
    );

    it('tells nothing to an address that is not loopback', async () => {
      const configure: AppSetup['configure'] = (app) => {
        // The address of the other end, which a test on one machine cannot have.
        const move = (socket: object): unknown =>
          Object.defineProperty(socket, 'remoteAddress', { value: '203.0.113.7' });
        (app.getHttpServer() as Server).on('connection', move);
      };
      const { client } = await asked({}, { configure });
      for (const path of ['api/info', 'api/live', 'index.html']) {
        const { status, text } = await client.get(path);
        expect([status, text]).toEqual([403, expect.stringContaining('loopback')]);
      }
    });
  });

  describe('a change', () => {
    const withLetter = async () => {
      const { client, port } = await asked();
      await postCallback(port, '/callbackExample', readBody);
      await until(async () => (await client.json<DeadLetterList>('api/dead-letters')).total === 1);
      return { client, port };
    };
    const purge = { instance: 'default', filter: {} };

    it.each<[string, Record<string, string>, number]>([
      ['another origin', { 'Sec-Fetch-Site': 'cross-site', Origin: 'https://evil.example' }, 403],
      ['another port of this machine', { 'Sec-Fetch-Site': 'same-site' }, 403],
      ['no page', { 'Sec-Fetch-Site': 'none' }, 403],
      ['a page without the token', { 'X-OpenIM-Inspector-Token': '' }, 403],
      ['a page with another token', { 'X-OpenIM-Inspector-Token': 'x'.repeat(43) }, 403],
      ['a form', { 'Content-Type': 'text/plain' }, 415],
      ['a form of another kind', { 'Content-Type': 'application/x-www-form-urlencoded' }, 415],
    ])('is not made by %s', async (_what, headers, status) => {
      const { client } = await withLetter();
      for (const path of ['api/dead-letters/purge', 'api/dead-letters/redrive', 'api/send'])
        expect((await client.post(path, purge, headers)).status).toBe(status);
      expect(await client.json('api/dead-letters')).toMatchObject({ total: 1 });
    });

    it('of a client that is no browser needs the origin of the page', async () => {
      const { client, port } = await withLetter();
      const { token } = await client.json<InspectorInfo>('api/info');
      const ask = (Origin?: string) =>
        send(port, '/openim/api/dead-letters/purge', JSON.stringify(purge), {
          headers: {
            'Content-Type': 'application/json',
            'X-OpenIM-Inspector-Token': token,
            ...(Origin && { Origin }),
          },
        });
      expect((await ask()).status).toBe(403);
      expect((await ask('https://evil.example')).status).toBe(403);
      expect((await ask('null')).status).toBe(403);
      expect((await ask(`http://127.0.0.1:${port}`)).status).toBe(200);
    });

    it('is not made by GET', async () => {
      const { client } = await withLetter();
      await client.get('api/dead-letters/purge');
      expect(await client.json('api/dead-letters')).toMatchObject({ total: 1 });
    });

    it.each([
      [{ instance: 'default' }, 'filter'],
      [{ instance: 'default', filter: { id: 'x' } }, 'filter.id'],
      [{ instance: 'default', filter: { ids: 'x' } }, 'filter.ids'],
      [{ instance: 'other', filter: {} }, "'other'"],
    ])('that is %j is refused', async (body, said) => {
      const { client } = await withLetter();
      const { status, text } = await client.post('api/dead-letters/purge', body);
      expect([400, 404]).toContain(status);
      expect(text).toContain(said);
      expect(await client.json('api/dead-letters')).toMatchObject({ total: 1 });
    });
  });

  it('answers with headers that keep other sites out, although the app lets everybody in', async () => {
    const { client } = await asked(
      {},
      { configure: (app) => app.enableCors({ origin: true, credentials: true }) },
    );
    const { headers, status } = await client.get('api/info', { Origin: 'https://evil.example' });
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
    expect((await client.get('api/info', { 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403);
  });

  it('asks authorize, also behind a proxy, and asks the browser for credentials', async () => {
    const { client } = await asked({
      authorize: async ({ headers }) => headers.authorization === 'Basic b3BzOnNlY3JldA==',
    });
    const away = { Host: 'ops.example', 'X-Forwarded-For': '203.0.113.7' };
    const { status, headers } = await client.get('api/info', away);
    expect([status, headers['www-authenticate']]).toEqual([401, expect.stringContaining('Basic')]);
    const known = { ...away, Authorization: 'Basic b3BzOnNlY3JldA==' };
    expect((await client.get('api/info', known)).status).toBe(200);
  });

  it('shows nobody anything when authorize fails', async () => {
    const { client } = await asked({
      authorize: () => {
        throw new Error('the directory is away');
      },
    });
    expect((await client.get('api/info')).status).toBe(500);
  });

  it("has guards, and the app's own global ones", async () => {
    const Public = () => SetMetadata('public', true);
    @Injectable()
    class ByHeader implements CanActivate {
      canActivate(context: ExecutionContext): boolean {
        return context.switchToHttp().getRequest<{ headers: object }>().headers['x-ops' as never] === 'yes';
      }
    }
    @Injectable()
    class OnlyPublic implements CanActivate {
      constructor(private readonly reflector: Reflector) {}

      canActivate(context: ExecutionContext): boolean {
        return this.reflector.get('public', context.getClass()) === true;
      }
    }
    Reflect.defineMetadata('design:paramtypes', [Reflector], OnlyPublic);
    const providers = [Failing, { provide: APP_GUARD, useClass: OnlyPublic }];
    const closed = await asked({ guards: [ByHeader] }, { providers });
    expect((await closed.client.get('api/info', { 'X-Ops': 'yes' })).status).toBe(403);
    const { client } = await asked({ guards: [ByHeader], controllerDecorators: [Public()] }, { providers });
    expect((await client.get('api/info')).status).toBe(403);
    expect((await client.get('api/info', { 'X-Ops': 'yes', Host: 'ops.example' })).status).toBe(200);
  });

  it('is not wrapped by an interceptor that wraps every answer', async () => {
    class Wrapping implements NestInterceptor {
      intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
        return next.handle().pipe(map((data: unknown) => ({ code: 0, data })));
      }
    }
    const providers = [Failing, { provide: APP_INTERCEPTOR, useClass: Wrapping }];
    const { client } = await asked({}, { providers });
    expect(await client.json('api/info')).toHaveProperty('replica');
    const live = await client.live();
    await until(() => live.of('hello').length === 1);
    live.close();
  });

  it('hides bodies everywhere', async () => {
    const { client, port } = await asked({ redact: true });
    await postCallback(port, '/callbackExample', { ...sendBody, callbackCommand: Command.beforeMsgModify });
    await postCallback(port, '/callbackExample', readBody);
    expect(await client.json('api/info')).toMatchObject({ redacted: true });
    const [letter] = await until(async () => {
      const { letters } = await client.json<DeadLetterList>('api/dead-letters');
      return letters.length === 1 && letters;
    });
    expect(await client.json<DeadLetterView>(`api/dead-letters/${letter?.id}`)).not.toHaveProperty('raw');
    const { callbacks } = await client.json<CallbackList>('api/callbacks');
    for (const { id, subject } of callbacks) {
      const detail = await client.json<CallbackDetail>(`api/callbacks/${id}`);
      for (const name of ['raw', 'event', 'content', 'texts']) expect(detail).not.toHaveProperty(name);
      expect(detail.answer).not.toContain('secret');
      expect(() => JSON.parse(detail.answer) as unknown).not.toThrow();
      expect(subject).not.toBe('');
    }
  });

  it('shows of bodies what a function leaves of them', async () => {
    const { client, port } = await asked({ redact: ({ content: _content, ...body }) => body });
    await postCallback(port, '/callbackExample', { ...sendBody, callbackCommand: Command.beforeMsgModify });
    const { callbacks } = await client.json<CallbackList>('api/callbacks');
    const detail = await client.json<CallbackDetail>(`api/callbacks/${callbacks[0]?.id}`);
    expect(JSON.parse(detail.raw ?? '')).toMatchObject({ sendID: sendBody.sendID });
    expect(JSON.stringify(detail)).not.toContain(JSON.stringify(sendBody.content));
    expect(detail.answer).not.toContain('secret');
  });

  it('has the same token in all processes with the same secret', async () => {
    const tokens = [];
    for (const secret of ['a secret of all', 'a secret of all', undefined, undefined]) {
      const { client } = await asked(secret === undefined ? {} : { secret: `${secret} replicas` });
      tokens.push((await client.json<InspectorInfo>('api/info')).token);
    }
    expect(tokens[0]).toBe(tokens[1]);
    expect(new Set(tokens).size).toBe(3);
  });

  it.each([
    ['', '/openim'],
    ['api/v1', '/api/v1/openim'],
  ])('says that its page is not built, and leads to it, with the prefix "%s"', async (prefix, base) => {
    const { port } = await asked({}, { configure: (app) => app.setGlobalPrefix(prefix) });
    const client = new InspectorClient(port, base);
    const { status, headers } = await send(port, `${base}?view=live`, '', { method: 'GET' });
    expect([status, headers.location]).toEqual([302, './openim/index.html']);
    for (const path of ['index.html', '', '?view=live'])
      expect((await client.get(path)).text).toContain('npm run build');
  });

  it('knows nothing else', async () => {
    const { client } = await asked();
    expect((await client.get('a/b/c')).status).toBe(404);
    expect((await client.get('api/nothing')).status).toBe(404);
    expect((await client.get('api/info/x')).status).toBe(404);
  });
});

it.each<[string, object, string]>([
  ['path', { path: 'a b' }, 'path "a b" must be one or more plain segments, such as \'openim\''],
  ['name', { pth: 'x' }, "there is no option 'pth': did you mean 'path'?"],
  ['bound', { keep: { count: 0 } }, 'keep: count must be an integer of at least 1, it is 0'],
  ['bound that is none', { keep: { size: 1 } }, "keep: there is no option 'size'"],
  ['secret', { secret: 'short' }, 'secret must be a text of at least 16 characters'],
  ['authorize', { authorize: true }, 'authorize must be a function'],
  ['redact', { redact: 'yes' }, 'redact must be true or a function'],
])('a wrong %s is refused', async (_what, options, said) => {
  const start = async () => startApp(setup(options));
  await expect(start()).rejects.toThrow(said);
});

it('takes settings from a factory', async () => {
  const { port } = await startApp({
    imports: [
      OpenImCallbackModule.forRoot(),
      OpenImInspectorModule.forRootAsync({ path: 'look', useFactory: () => ({ redact: true }) }),
    ],
  });
  const client = new InspectorClient(port, '/look');
  expect(await client.json('api/info')).toMatchObject({ redacted: true });
  const wrong = startApp({
    imports: [
      OpenImCallbackModule.forRoot(),
      OpenImInspectorModule.forRootAsync({ useFactory: () => ({ path: 'x' }) as object }),
    ],
  });
  await expect(wrong).rejects.toThrow("there is no option 'path'");
});
