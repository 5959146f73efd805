import { Injectable, type INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { readBody, sendBody } from '../../../../test/support/bodies.js';
import {
  closeApps,
  createApp,
  createFastifyApp,
  rootOf,
  startApp,
  startFastifyApp,
} from '../../../../test/support/callback-app.js';
import { postCallback } from '../../../../test/support/http.js';
import { portOf } from '../../../../test/support/http-server.js';
import { LogLines } from '../../../../test/support/log-lines.js';
import { until } from '../../../../test/support/until.js';
import { allDefinitions } from '../contract/definitions.js';
import { MemoryInbox } from '../delivery/inboxes/memory/memory-inbox.js';
import {
  BeforeSendSingleMsg,
  OnAnyCallback,
  OnSingleMsgRead,
  OnUserKickOff,
} from '../listeners/decorators.js';
import { refuse } from '../replies/reply.js';
import { OpenImCallbackService } from './openim-callback.service.js';

@Injectable()
class Listeners {
  @OnSingleMsgRead({ retry: { maxAttempts: 1 } })
  onRead(): void {
    throw new Error('cannot read');
  }

  @BeforeSendSingleMsg()
  onSend() {
    return refuse(20001, 'no');
  }
}

const keepsIdle = (kept: string): string =>
  `log [OpenImCallback] The server keeps idle connections ${kept}, since OpenIM loses callbacks that meet their closing`;

describe('the start of an app', () => {
  afterEach(closeApps);

  describe('the boot log', () => {
    it('tells what to write into webhooks.yml', async () => {
      const { log, port } = await startApp({ options: {}, providers: [Listeners] });
      expect(log.ofModule()).toEqual([
        'log [OpenImCallback] Enable in webhooks.yml: beforeSendSingleMsg, afterSingleMsgRead',
        'log [OpenImCallback] Callbacks are answered in front of the router, since nothing of the app is on their way; ' +
          'with { answerInFront: false } they go through it',
        keepsIdle('for ever'),
        `log [OpenImCallback] Receiving callbacks (controller mount). In webhooks.yml: url: http://127.0.0.1:${port}/callbackExample`,
      ]);
    });

    it('names the filters', async () => {
      @Injectable()
      class Filtered {
        @OnSingleMsgRead({ where: { contentType: [1, 2], userID: { not: 'bot' } } })
        @BeforeSendSingleMsg({ name: 'check', where: ({ content }) => content !== '' })
        on(): void {}
      }
      const { log } = await startApp({ options: {}, providers: [Filtered] });
      expect(log.ofModule()).toContain(
        'log [OpenImCallback] Listeners that do not want everything: Filtered.on: contentType 1|2, userID not bot; ' +
          'check: a function',
      );
    });

    it('warns of an app that nothing ends in order', async () => {
      const { log } = await startApp({ options: {} });
      await until(() => log.text.includes('call app.enableShutdownHooks()'));
    });

    it('tells it on Fastify', async () => {
      const { log, port } = await startFastifyApp({ options: { mount: 'direct' } });
      expect(log.ofModule().at(-1)).toBe(
        `log [OpenImCallback] Receiving callbacks (direct mount). In webhooks.yml: url: http://127.0.0.1:${port}/callbackExample`,
      );
    });

    it('tells the origin that was given', async () => {
      const { log } = await startApp({ options: { origin: 'https://im.example.com/' } });
      expect(log.text).toContain('url: https://im.example.com/callbackExample');
      expect(log.text).not.toContain('url: http://127.0.0.1');
    });

    it('tells no url before there is a port', async () => {
      const { app, log } = await createApp({ options: {}, providers: [Listeners] });
      await app.init();
      expect(log.text).toContain('Enable in webhooks.yml');
      expect(log.text).not.toContain('url:');
      await app.listen(0, '127.0.0.1');
      expect(log.text).toContain(`url: http://127.0.0.1:${portOf(app.getHttpServer())}/callbackExample`);
    });

    it('tells it of a server that listens already', async () => {
      const { app, log } = await createApp({ options: {} });
      const server = app.getHttpServer();
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      await app.init();
      expect(log.text).toContain(`url: http://127.0.0.1:${portOf(server)}/callbackExample`);
    });

    it('asks for listeners when there are none', async () => {
      const { log } = await startApp({ options: {} });
      expect(log.text).toContain(
        'log [OpenImCallback] No listener found: decorate a method, @OnSingleMsgRead() for example, of a provider',
      );
    });

    it('tells all keys to who listens to everything', async () => {
      @Injectable()
      class Everything {
        @OnAnyCallback()
        onAny(): void {
          // Nothing to do.
        }
      }
      const { log } = await startApp({ options: {}, providers: [Everything] });
      const line = log.lines.find((each) => each.includes('Enable in webhooks.yml')) ?? '';
      expect(line.split(', ')).toHaveLength(allDefinitions().length);
    });

    it('warns of listeners that nobody will call', async () => {
      @Injectable()
      class Waiting {
        @OnUserKickOff()
        onKick(): void {
          // Never called.
        }
      }
      const { log } = await startApp({ options: {}, providers: [Waiting] });
      expect(log.ofModule()[0]).toMatch(
        /^warn \[OpenImCallback\] Waiting\.onKick waits for afterUserKickOff/,
      );
    });

    it.each([
      [0, 0, 'for ever'],
      [60_000, 60_000, 'for 60000 ms'],
    ])('tells what it does to idle connections: %s', async (keepAliveTimeout, set, kept) => {
      const { app, log } = await startApp({ options: { keepAliveTimeout } });
      expect(app.getHttpServer().keepAliveTimeout).toBe(set);
      expect(log.lines).toContain(keepsIdle(kept));
    });

    it('tells nothing when it does nothing', async () => {
      const { app, log } = await startApp({ options: { keepAliveTimeout: false } });
      expect(app.getHttpServer().keepAliveTimeout).toBe(5000);
      expect(log.text).not.toContain('idle connections');
    });
  });

  describe('the log', () => {
    it('never shows a secret, a body or what it was called with', async () => {
      const secrets = {
        pathSecrets: ['s3cret-path'],
        basic: [{ username: 's3cret-user', password: 's3cret-pass' }],
      };
      const { log, port } = await startApp({ options: { access: secrets }, providers: [Listeners] });
      const authorization = `Basic ${Buffer.from('s3cret-user:s3cret-pass').toString('base64')}`;
      const headers = { Authorization: authorization };
      const secret = { content: 's3cret-content', conversationID: 's3cret-chat' };
      await postCallback(port, '/callbackExample/s3cret-path', { ...readBody, ...secret }, { headers });
      await postCallback(
        port,
        '/callbackExample/s3cret-path',
        { ...sendBody, ...secret, sendID: 5 },
        { headers },
      );
      await postCallback(port, '/callbackExample/s3cret-path', { ...sendBody, ...secret });
      await postCallback(port, '/callbackExample/s3cret-wrong', { ...sendBody, ...secret }, { headers });
      await postCallback(port, '/callbackExample/s3cret-path/x', sendBody, { headers });
      await postCallback(port, '/callbackExample?token=s3cret-token', sendBody, { headers, method: 'GET' });
      expect(log.ofModule().filter((line) => /^(warn|error)/.test(line))).not.toHaveLength(0);
      expect(log.text).toContain('/callbackExample/<one of access.pathSecrets>');
      expect(log.text).not.toContain('s3cret');
      expect(log.text).not.toContain(authorization.slice(6));
    });
  });

  describe('an application context without HTTP', () => {
    it('boots, delivers nothing and closes', async () => {
      const log = new LogLines();
      const inbox = new MemoryInbox();
      const app = await NestFactory.createApplicationContext(
        rootOf({ options: { inbox }, providers: [Listeners] }),
        { logger: log },
      );
      expect(app.get(OpenImCallbackService, { strict: false })).toBeInstanceOf(OpenImCallbackService);
      expect(log.text).not.toMatch(/webhooks\.yml|warn|error/);
      await app.close();
    });
  });

  describe('an app that cannot boot', () => {
    const bootErrors: [string, (app: INestApplication) => Promise<unknown>][] = [
      ['init()', (app) => app.init()],
      ['listen()', (app) => app.listen(0, '127.0.0.1')],
    ];

    it.each(bootErrors)('says so at %s, and can be closed', async (_name, boot) => {
      const { app } = await createApp({ options: { version: '1' } });
      await expect(boot(app)).rejects.toThrow("version '1' needs app.enableVersioning");
      await expect(app.close()).resolves.toBeUndefined();
    });

    it('for want of its inbox says so, and can be closed', async () => {
      const inbox = Object.assign(new MemoryInbox(), { start: () => Promise.reject(new Error('no disk')) });
      const { app } = await createFastifyApp({ options: { inbox } });
      await expect(app.init()).rejects.toThrow('no disk');
      await expect(app.close()).resolves.toBeUndefined();
    });
  });
});
