import { Controller, Get, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { once } from 'node:events';
import { Agent } from 'node:http';
import { ALLOWED, notAccepted, readBody, refused, sendBody } from '../../../../test/support/bodies.js';
import {
  closeApps,
  createApp,
  startApp,
  startFastifyApp,
  type AppSetup,
  type RunningApp,
} from '../../../../test/support/callback-app.js';
import { postCallback, rawConnection, send } from '../../../../test/support/http.js';
import { gate, until, type Gate } from '../../../../test/support/until.js';
import { MemoryInbox } from '../delivery/inboxes/memory/memory-inbox.js';
import { BeforeSendSingleMsg, OnSingleMsgRead } from '../listeners/decorators.js';
import { refuse } from '../replies/reply.js';
import { GracefulShutdown } from './graceful-shutdown.js';
import { OpenImCallbackService } from './openim-callback.service.js';

let work: Gate;
let deciding: Gate;
let asked: Gate;
let slow: Gate;
let visited: Gate;
let order: string[];

@Injectable()
class Listeners implements OnModuleDestroy {
  @OnSingleMsgRead()
  async onRead(): Promise<void> {
    order.push('started');
    await work.promise;
    order.push('delivered');
  }

  @BeforeSendSingleMsg()
  async onSend() {
    asked.open();
    await deciding.promise;
    return refuse(20001, 'no');
  }

  onModuleDestroy(): void {
    order.push('destroyed');
  }
}

@Controller('slow')
class SlowController {
  @Get()
  async slow(): Promise<string> {
    visited.open();
    await slow.promise;
    return 'slow';
  }
}

const AN_HOUR = 3_600_000;

const setup: AppSetup = { options: {}, providers: [Listeners], controllers: [SlowController] };
const frameworks: [string, (given: AppSetup) => Promise<RunningApp>][] = [
  ['Express', startApp],
  ['Fastify', startFastifyApp],
];

/** An inbox that tells when it was asked to drain: that is when the app has begun to close. */
class TellingInbox extends MemoryInbox {
  readonly draining = gate();
  readonly closings: string[] = [];
  readonly patience: number[] = [];

  override drain(milliseconds: number): ReturnType<MemoryInbox['drain']> {
    this.draining.open();
    this.patience.push(milliseconds);
    return super.drain(milliseconds);
  }

  override async close(): Promise<void> {
    this.closings.push('closed');
    await super.close();
  }
}

/** Signals that do not end the process, as in an app with shutdown hooks. */
function heedSignals(): { readonly tell: () => void } {
  process.once('SIGHUP', () => undefined);
  return { tell: () => void process.emit('SIGHUP') };
}

describe('a graceful shutdown', () => {
  beforeEach(() => {
    [work, deciding, asked, slow, visited] = [gate(), gate(), gate(), gate(), gate()];
    order = [];
  });
  afterEach(async () => {
    for (const each of [work, deciding, slow]) each.open();
    await closeApps();
  });

  describe.each(frameworks)('shutting down, on %s', (_name, start) => {
    it('delivers what was accepted, then lets the inbox go', async () => {
      const inbox = new TellingInbox();
      const { app, port, log } = await start({ ...setup, options: { inbox } });
      expect((await postCallback(port, '/callbackExample', readBody)).json()).toEqual(ALLOWED);
      const closed = app.close().then(() => order.push('closed'));
      await inbox.draining.promise;
      work.open();
      await closed;
      expect(order.filter((step) => step !== 'destroyed')).toEqual(['started', 'delivered', 'closed']);
      expect(inbox.closings).toEqual(['closed']);
      expect(log.text).not.toMatch(/are lost/);
    });

    it('logs what it could not deliver in time', async () => {
      const { app, port, log } = await start({ ...setup, options: { shutdownTimeout: 0 } });
      for (let count = 0; count < 2; count++) await postCallback(port, '/callbackExample', readBody);
      await until(() => order.includes('started'));
      await app.close();
      expect(log.lines).toContain(
        'error [OpenImCallback] shut down: 2 accepted events were only in memory and are lost',
      );
    });

    it('spends the time for draining once, however often it drains', async () => {
      const inbox = new TellingInbox();
      const { app, port } = await start({ ...setup, options: { inbox, shutdownTimeout: 100 } });
      await postCallback(port, '/callbackExample', readBody);
      await until(() => order.includes('started'));
      await app.close();
      const [first = 0, second = 100] = inbox.patience;
      expect(first).toBe(100);
      expect(second).toBeLessThan(50);
    });

    it('lets go of an inbox that did not start', async () => {
      const inbox = new TellingInbox();
      inbox.start = () => {
        throw new Error('no such file');
      };
      await expect(start({ ...setup, options: { inbox } })).rejects.toThrow('no such file');
      expect(inbox.closings).toEqual(['closed']);
    });

    it('asks clients to go elsewhere, and still answers them', async () => {
      const inbox = new TellingInbox();
      const { app, port } = await start({ ...setup, options: { inbox } });
      await postCallback(port, '/callbackExample', readBody);
      const closed = app.close();
      await inbox.draining.promise;
      const headers = { Connection: 'keep-alive' };
      const answer = await postCallback(port, '/callbackExample', readBody, { headers });
      expect([answer.json(), answer.headers.connection]).toEqual([ALLOWED, 'close']);
      work.open();
      await closed;
      expect(order.filter((step) => step === 'delivered')).toHaveLength(2);
    });

    it.each(['controller', 'direct'] as const)(
      'goes on for shutdownDelay with the %s mount, down, and tells clients to go elsewhere',
      async (mount) => {
        const inbox = new TellingInbox();
        const options = { inbox, mount, shutdownDelay: AN_HOUR };
        const { app, port } = await start({ ...setup, options });
        const signals = heedSignals();
        slow.open();
        work.open();
        const closed = app.close();
        const service = app.get(OpenImCallbackService);
        while ((await service.checkHealth()).openim.status === 'up');
        const headers = { Connection: 'keep-alive' };
        const callback = await postCallback(port, '/callbackExample', readBody, { headers });
        const other = await send(port, '/slow', '', { method: 'GET', headers });
        expect([callback.json(), callback.headers.connection]).toEqual([ALLOWED, 'close']);
        expect([other.text, other.headers.connection]).toEqual(['slow', 'close']);
        await until(() => order.includes('delivered'));
        expect(inbox.patience).toEqual([]);
        signals.tell();
        await closed;
        expect(inbox.closings).toEqual(['closed']);
      },
    );

    it('waits for no idle connection', async () => {
      const { app, port } = await start(setup);
      const agent = new Agent({ keepAlive: true });
      const answer = await postCallback(
        port,
        '/callbackExample',
        { callbackCommand: 'callbackX' },
        { agent },
      );
      expect(answer.headers.connection).toBe('keep-alive');
      await app.close();
      expect(app.getHttpServer().listening).toBe(false);
      agent.destroy();
    });

    it('answers a callback that was on its way, and closes its connection', async () => {
      const { app, port } = await start(setup);
      const agent = new Agent({ keepAlive: true });
      const answer = postCallback(port, '/callbackExample', sendBody, { agent });
      await asked.promise;
      const closed = app.close();
      deciding.open();
      const { headers, json } = await answer;
      expect([json(), headers.connection]).toEqual([refused('', 20001, 'no'), 'close']);
      await closed;
      agent.destroy();
    });

    it("waits for no connection that one of the app's own requests has left idle", async () => {
      const { app, port } = await start(setup);
      const connection = rawConnection(port);
      connection.socket.write('GET /slow HTTP/1.1\r\nHost: h\r\n\r\n');
      await visited.promise;
      const server = app.getHttpServer();
      const serverClosed = once(server, 'close');
      const closed = app.close();
      await until(() => !server.listening);
      slow.open();
      expect(await connection.until(/slow$/)).toContain('200 OK');
      await Promise.all([closed, serverClosed, connection.closed]);
    });
  });

  it('an app that does not listen is not held up by shutdownDelay', async () => {
    const { app } = await createApp({ ...setup, options: { shutdownDelay: AN_HOUR } });
    await app.init();
    await app.close();
    expect(order).toEqual(['destroyed']);
  });

  describe('after shutting down', () => {
    it('the server is as it was', async () => {
      const { app } = await startApp(setup);
      const server = app.getHttpServer();
      const before = server.listeners('request');
      await app.close();
      expect(server.listeners('request')).not.toEqual(before);
      expect(server.listeners('request')).toHaveLength(1);
      expect(server.listenerCount('connection')).toBe(1);
    });

    it('nothing is accepted any more', async () => {
      const inbox = new MemoryInbox();
      const { app, port } = await startApp({ ...setup, options: { inbox } });
      await app.get(GracefulShutdown, { strict: false }).onApplicationShutdown();
      // The module has given its place at the server back, so it is the framework that asks it.
      expect((await postCallback(port, '/callbackExample', readBody)).json()).toEqual(
        notAccepted('not-stored: memoryInbox is closed'),
      );
    });
  });
});
