import { BodyMemory } from './body-reader.js';
import { Agent, type RequestListener } from 'node:http';
import { gzipSync } from 'node:zlib';
import { ALLOWED, notAccepted, readBody, refused, sendBody } from '../../../../test/support/bodies.js';
import { postCallback, rawConnection, send } from '../../../../test/support/http.js';
import { closeServers, serve } from '../../../../test/support/http-server.js';
import {
  intakeWith,
  startedInbox,
  type IntakeFixture,
  type IntakeSetup,
} from '../../../../test/support/intake-fixture.js';
import { gate, until } from '../../../../test/support/until.js';
import { Command } from '../contract/commands.js';
import { allow, refuse } from '../replies/reply.js';
import { CallbackEndpoint, EndpointHolder } from './callback-endpoint.js';

interface Mounted extends IntakeFixture {
  readonly port: number;
  readonly endpoint: CallbackEndpoint;
  readonly detach: () => void;
  readonly life: { draining: boolean };
  readonly bodies: BodyMemory;
}

/** An endpoint in front of a server that has nothing else to say. */
async function mounted(setup: IntakeSetup & { framework?: RequestListener } = {}): Promise<Mounted> {
  const { server, port } = await serve(
    setup.framework ?? ((_request, response) => void response.writeHead(404).end('{}')),
  );
  const fixture = intakeWith(setup);
  const life = { draining: false };
  const bodies = new BodyMemory(1000, 10_000);
  const endpoint = new CallbackEndpoint({
    intake: fixture.intake,
    base: '/cb',
    bodies,
    deadline: 4000,
    throughFramework: setup.framework && (() => true),
    app: life,
  });
  return { ...fixture, port, endpoint, detach: endpoint.attach(server), life, bodies };
}

const refusing = { on: Command.beforeSendSingleMsg, call: () => refuse(20001, 'no') };

describe('the endpoint', () => {
  afterEach(closeServers);

  describe('an endpoint in front of a server', () => {
    it('answers callbacks', async () => {
      const { port, received } = await mounted({ listeners: [refusing] });
      const { status, headers, json } = await postCallback(port, '/cb', sendBody);
      expect([status, json()]).toEqual([200, refused('', 20001, 'no')]);
      expect(headers['content-type']).toBe('application/json; charset=utf-8');
      expect((await postCallback(port, '/cb', readBody)).json()).toEqual(ALLOWED);
      expect(received.map(({ context }) => context.operationID)).toEqual(['op-1', 'op-1']);
      expect(received[0]?.context.raw.toString()).toBe(JSON.stringify(sendBody));
    });

    it('turns down by the policy what its memory has no room for, and has the room again when it is answered', async () => {
      const { port, failures, bodies } = await mounted({ listeners: [refusing] });
      bodies.used = 10_000;
      expect((await postCallback(port, '/cb', sendBody)).json()).toEqual(refused('overloaded'));
      expect((await postCallback(port, '/cb', readBody)).json()).toMatchObject({ nextCode: 1 });
      expect(failures.map(({ reason }) => reason)).toEqual(['overloaded', 'overloaded']);
      bodies.used = 0;
      expect((await postCallback(port, '/cb', readBody)).json()).toEqual(ALLOWED);
    });

    it('holds the room of a large body until it is answered', async () => {
      const decided = gate();
      const slow = { on: Command.beforeSendSingleMsg, call: () => decided.promise };
      const { server, port } = await serve((_request, response) => void response.end());
      const bodies = new BodyMemory(100_000, 100_000);
      const { intake } = intakeWith({ listeners: [slow] });
      const parts = { intake, base: '/cb', bodies, deadline: 4000, throughFramework: undefined };
      new CallbackEndpoint({ ...parts, app: { draining: false } }).attach(server);
      const answer = postCallback(port, '/cb', { ...sendBody, content: 'x'.repeat(50_000) });
      await until(() => bodies.used > 50_000);
      decided.open();
      expect((await answer).json()).toEqual(ALLOWED);
      await until(() => bodies.used === 0);
    });

    it('answers them however they are spelt', async () => {
      const { port } = await mounted({ listeners: [refusing] });
      const text = JSON.stringify(sendBody);
      for (const path of [
        '/cb',
        '/cb/',
        `//cb//${sendBody.callbackCommand}`,
        '/cb?token=a/callbackX',
        `/cb/${sendBody.callbackCommand}?contenttype=json`,
      ]) {
        expect((await send(port, path, text)).json()).toEqual(refused('', 20001, 'no'));
      }
      const gzip = { headers: { 'Content-Encoding': 'gzip' } };
      expect((await send(port, '/cb', gzipSync(text), gzip)).json()).toEqual(refused('', 20001, 'no'));
      expect((await send(port, '/cb', text, { headers: { 'Content-Type': 'text/html' } })).json()).toEqual(
        refused('', 20001, 'no'),
      );
    });

    it('leaves all else to the server', async () => {
      const { port } = await mounted();
      expect((await send(port, '/cbx')).status).toBe(404);
      expect((await send(port, '/')).status).toBe(404);
    });

    it('gives callbacks back when it is detached', async () => {
      const { port, detach } = await mounted();
      detach();
      expect((await postCallback(port, '/cb', sendBody)).status).toBe(404);
    });

    it('explains itself to a browser, and reads whatever it sent', async () => {
      const { port } = await mounted();
      const { status, headers, text } = await send(port, '/cb', 'x'.repeat(900), { method: 'PUT' });
      expect([status, headers.allow]).toEqual([405, 'POST']);
      expect(text).toContain('PUT is not understood');
    });

    it('turns strangers down without reading them, and closes when they go on', async () => {
      const { port, failures } = await mounted({ access: { pathSecrets: ['path-secret'] } });
      const { headers, json } = await postCallback(port, '/cb', sendBody, {
        headers: { Connection: 'keep-alive' },
      });
      expect([json(), headers.connection]).toEqual([ALLOWED, 'keep-alive']);
      const connection = rawConnection(port);
      const head = `POST /cb/${Command.afterSingleMsgRead} HTTP/1.1\r\nHost: h\r\nContent-Length: 5000\r\n\r\n`;
      connection.socket.write(head + 'x'.repeat(1001));
      expect(await connection.until(/nextCode/)).toContain('Connection: close');
      await connection.closed;
      expect(failures.map(({ reason }) => reason)).toEqual(['unauthorised', 'unauthorised']);
    });

    it('answers a body that is too large by the policy, and closes', async () => {
      const listeners = [{ on: Command.beforeSendSingleMsg, call: () => allow() }];
      const { port, failures } = await mounted({ listeners });
      const large = { ...sendBody, content: 'x'.repeat(1000) };
      const { headers, json } = await postCallback(port, '/cb', large, {
        headers: { Connection: 'keep-alive' },
      });
      expect([json(), headers.connection]).toEqual([refused('too-large'), 'close']);
      expect((await postCallback(port, '/cb', { ...readBody, more: 'x'.repeat(1000) })).json()).toEqual(
        notAccepted('too-large: the body is larger than 1000 bytes'),
      );
      expect(failures).toMatchObject([
        { command: sendBody.callbackCommand },
        { command: readBody.callbackCommand },
      ]);
    });

    it('answers what it cannot decompress by the policy', async () => {
      const { port } = await mounted({ listeners: [refusing] });
      for (const encoding of ['zstd', 'gzip']) {
        const headers = { 'Content-Encoding': encoding };
        expect((await postCallback(port, '/cb', sendBody, { headers })).json()).toEqual(
          refused('bad-encoding'),
        );
      }
    });

    it('sets an after callback aside that it cannot decompress, as it came', async () => {
      const inbox = startedInbox();
      const { port } = await mounted({ inbox });
      const headers = { 'Content-Encoding': 'zstd' };
      expect((await postCallback(port, '/cb', readBody, { headers })).json()).toMatchObject({
        actionCode: 0,
        nextCode: 1,
      });
      const letters = await inbox.deadLetters.list({ kind: 'unusable' });
      expect(letters).toMatchObject([
        {
          command: readBody.callbackCommand,
          reason: 'bad-encoding: content-encoding "zstd" is not known',
          headers: { 'content-encoding': 'zstd' },
        },
      ]);
      expect(letters[0]?.raw.toString()).toBe(JSON.stringify(readBody));
    });

    it('tells of a sender who hung up', async () => {
      const { port, failures } = await mounted();
      const { socket, closed } = rawConnection(port);
      socket.end('POST /cb HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\n{');
      await closed;
      await until(() => failures.length > 0);
      expect(failures).toMatchObject([
        { reason: 'bad-encoding', detail: 'the connection ended before the body did' },
      ]);
    });

    it('keeps connections while it runs, and closes them while it is closing', async () => {
      const { port, life } = await mounted({ access: { pathSecrets: ['path-secret'] } });
      const agent = new Agent({ keepAlive: true });
      const right = '/cb/path-secret';
      const connectionOf = async (base: string) =>
        (await postCallback(port, base, sendBody, { agent })).headers.connection;
      expect(await connectionOf(right)).toBe('keep-alive');
      life.draining = true;
      expect([await connectionOf(right), await connectionOf('/cb')]).toEqual(['close', 'close']);
      agent.destroy();
    });

    it('answers what breaks on the way, too', async () => {
      const { port, failures } = await mounted({
        framework: () => {
          throw new Error('the framework broke');
        },
        listeners: [refusing],
      });
      expect((await postCallback(port, '/cb', sendBody)).json()).toEqual(refused('blocked-by-app'));
      expect(failures).toMatchObject([{ reason: 'blocked-by-app', detail: 'Error: the framework broke' }]);
    });
  });

  describe('an endpoint that lets the framework answer', () => {
    it('knows the requests it captured', async () => {
      const seen: unknown[] = [];
      const framework: RequestListener = (request) => {
        const captured = fixture.endpoint.capturedOf(request);
        seen.push(request.url, captured?.body.toString(), captured?.request.pathCommand);
        if (captured) void fixture.endpoint.complete(captured);
      };
      const fixture = await mounted({ framework, listeners: [refusing] });
      expect((await postCallback(fixture.port, '//cb', sendBody)).json()).toEqual(refused('', 20001, 'no'));
      expect(seen).toEqual([
        `/cb/${sendBody.callbackCommand}`,
        JSON.stringify(sendBody),
        sendBody.callbackCommand,
      ]);
    });

    it('overrules whatever else the framework says, and closes while closing', async () => {
      const framework: RequestListener = (_request, response) => void response.writeHead(401).end('{}');
      const { port, life, failures } = await mounted({ framework, listeners: [refusing] });
      const { status, json } = await postCallback(port, '/cb', sendBody);
      expect([status, json()]).toEqual([200, refused('blocked-by-app')]);
      expect(failures).toMatchObject([
        {
          reason: 'blocked-by-app',
          detail: 'something in the app answered in place of the callback controller',
          command: sendBody.callbackCommand,
        },
      ]);
      life.draining = true;
      const headers = { Connection: 'keep-alive' };
      expect((await postCallback(port, '/cb', sendBody, { headers })).headers.connection).toBe('close');
    });
  });

  describe('the endpoint holder', () => {
    it('says what to do when there is nothing in it yet', () => {
      expect(() => new EndpointHolder().endpoint).toThrow(
        'the OpenIM callback module has not bootstrapped: call app.init() or app.listen()',
      );
    });

    it('gives what it was given', () => {
      const holder = new EndpointHolder();
      const { intake } = intakeWith();
      const endpoint = new CallbackEndpoint({
        intake,
        base: '/cb',
        bodies: new BodyMemory(1, 1),
        deadline: 4000,
        throughFramework: undefined,
        app: { draining: false },
      });
      holder.set(endpoint);
      expect(holder.endpoint).toBe(endpoint);
    });
  });
});
