import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, createServer, type RequestListener, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { ALLOWED, readBody, refused, sendBody } from '../../../../test/support/bodies.js';
import {
  closeApps,
  createApp,
  createFastifyApp,
  startApp,
  type AppSetup,
} from '../../../../test/support/callback-app.js';
import { closeServers, portOf, serve } from '../../../../test/support/http-server.js';
import { postCallback, send } from '../../../../test/support/http.js';
import type { LogLines } from '../../../../test/support/log-lines.js';
import { BeforeSendSingleMsg, OnSingleMsgRead } from '../listeners/decorators.js';
import { refuse } from '../replies/reply.js';
import { OpenImCallbackService } from './openim-callback.service.js';

@Injectable()
class Refusing {
  @BeforeSendSingleMsg()
  onSend() {
    return refuse(20001, 'no');
  }

  @OnSingleMsgRead()
  onRead(): void {
    // That it was accepted is what counts.
  }
}

interface Initialised {
  readonly service: OpenImCallbackService;
  readonly handler: RequestListener;
  readonly log: LogLines;
  readonly close: () => Promise<void>;
}

/** Apps that were initialised and do not listen. */
const frameworks: [string, (setup: AppSetup) => Promise<Initialised>][] = [
  [
    'Express',
    async (setup) => {
      const { app, log } = await createApp(setup);
      await app.init();
      const service = app.get(OpenImCallbackService);
      const handler = app.getHttpAdapter().getInstance() as RequestListener;
      return { service, handler, log, close: () => app.close() };
    },
  ],
  [
    'Fastify',
    async (setup) => {
      const { app, log } = await createFastifyApp(setup);
      await app.init();
      const fastify = app.getHttpAdapter().getInstance();
      await fastify.ready();
      const service = app.get(OpenImCallbackService);
      const handler: RequestListener = (request, response) => fastify.routing(request, response);
      return { service, handler, log, close: () => app.close() };
    },
  ],
];
const all = frameworks.flatMap(([name, init]) =>
  (['controller', 'direct'] as const).map((mount) => [name, mount, init] as const),
);

const refusal = refused('', 20001, 'no');

describe('the servers of callbacks', () => {
  afterEach(closeApps);
  afterEach(closeServers);

  describe.each(all)('a server that the app made itself, on %s with the %s mount', (_name, mount, init) => {
    const initialised = (options: AppSetup['options'] = {}): Promise<Initialised> =>
      init({ options: { mount, ...options }, providers: [Refusing] });

    it('keeps idle connections from its first callback on, which the log tells then', async () => {
      const { handler, log, close } = await initialised();
      expect(log.text).not.toContain('keeps idle connections');
      const { server, port } = await serve(handler);
      expect((await send(port, '/nothing')).status).toBe(404);
      expect(server.keepAliveTimeout).toBe(5000);
      expect((await postCallback(port, '/callbackExample', sendBody)).json()).toEqual(refusal);
      expect(server.keepAliveTimeout).toBe(0);
      expect(log.lines.filter((line) => line.includes('keeps idle connections for ever'))).toHaveLength(1);
      await close();
      expect(server.keepAliveTimeout).toBe(1);
    });

    it('is left as it is when the option says so', async () => {
      const { handler } = await initialised({ keepAliveTimeout: false });
      const { server, port } = await serve(handler);
      await postCallback(port, '/callbackExample', sendBody);
      expect(server.keepAliveTimeout).toBe(5000);
    });

    it('is stood in front of when it is attached, until it is given back', async () => {
      const { service, handler, log } = await initialised();
      const server = createServer(handler);
      const detach = service.attach(server);
      expect(server.keepAliveTimeout).toBe(0);
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const port = portOf(server);
      expect(log.text).toContain(`url: http://127.0.0.1:${port}/callbackExample`);
      const headers = { Operationid: 'x'.repeat(100_000) };
      expect((await postCallback(port, '/callbackExample', sendBody, { headers })).json()).toEqual(refusal);
      detach();
      expect(server.listeners('request')).toEqual([handler]);
      expect((await postCallback(port, '/callbackExample', sendBody)).json()).toEqual(refusal);
      await closed(server);
    });

    it('answers what it is asked after the shutdown, and accepts nothing', async () => {
      const { handler, close } = await initialised();
      const { port } = await serve(handler);
      expect((await postCallback(port, '/callbackExample', readBody)).json()).toEqual(ALLOWED);
      await close();
      const large = { ...readBody, userID: 'x'.repeat(1_200_000) };
      expect((await postCallback(port, '/callbackExample', large)).json()).toMatchObject({ nextCode: 1 });
    });
  });

  it('a server cannot be attached before the app has started', async () => {
    const { app } = await createApp({ options: {} });
    expect(() => app.get(OpenImCallbackService).attach(createServer())).toThrow(
      'attach() needs an app that has started: call it after app.init() or app.listen()',
    );
  });

  it('a request that comes over no connection, or over one without a server, changes nothing', async () => {
    const agent = new Agent({ keepAlive: true });
    const { port, log } = await startApp({ options: {}, providers: [Refusing] });
    for (let count = 0; count < 2; count++) await postCallback(port, '/callbackExample', sendBody, { agent });
    expect(log.lines.filter((line) => line.includes('keeps idle connections'))).toHaveLength(1);
    agent.destroy();
  });

  describe('an app on a Unix socket', () => {
    const MESSAGE =
      'error [OpenImCallback] The server listens on a Unix socket, whose other end has no address';

    it.each([
      [{ allow: ['10.0.0.0/8'] }, true],
      [{ allow: ['unix'] }, false],
      [{ allow: ['10.0.0.0/8'], trustedProxies: ['unix'] }, false],
      [{}, false],
    ])('with access %j says at the start that nobody may send: %s', async (access, isTold) => {
      const folder = await mkdtemp(join(tmpdir(), 'unix-socket-'));
      const { app, log } = await createApp({ options: { access } });
      await app.listen(join(folder, 's'));
      expect(log.text.includes(MESSAGE)).toBe(isTold);
      await app.close();
      await rm(folder, { recursive: true });
    });
  });

  const closed = (server: Server): Promise<unknown> => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
});
