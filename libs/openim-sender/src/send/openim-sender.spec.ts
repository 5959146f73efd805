import { type IncomingMessage, type RequestListener, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { UnknownCommandError } from '../commands/wire-commands.js';
import { SignatureOptionsError } from '../enterprise/signature.js';
import { exampleBody } from '../examples/example-body.js';
import { marshal } from '../json/marshal.js';
import { type OpenImSenderOptions, OpenImSender, effectiveTimeout, toFailure } from './openim-sender.js';

type Respond = (request: IncomingMessage, response: ServerResponse) => void;

describe('OpenImSender', () => {
  const cleanups: (() => Promise<void>)[] = [];

  afterEach(async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  });

  async function listen(respond: RequestListener): Promise<string> {
    const server = createServer(respond);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    cleanups.push(async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    });
    return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  }

  function create(options: OpenImSenderOptions): OpenImSender {
    const sender = new OpenImSender(options);
    cleanups.push(() => sender.close());
    return sender;
  }

  async function senderTo(
    respond: Respond,
    options: Partial<OpenImSenderOptions> = {},
  ): Promise<OpenImSender> {
    return create({ url: `${await listen(respond)}/cb`, ...options });
  }

  it('sends the example body and reports everything', async () => {
    const seen: unknown[] = [];
    const sender = await senderTo((request, response) => {
      void text(request).then((body) => {
        seen.push(request.method, request.url, body);
        response.end('{"nextCode":1,"errCode":5001,"errMsg":"no"}');
      });
    });
    const result = await sender.send('beforeSendSingleMsg');
    const command = 'callbackBeforeSendSingleMsgCommand';
    expect(seen).toEqual(['POST', `/cb/${command}`, marshal(exampleBody(command))]);
    expect(result).toMatchObject({
      command,
      status: 200,
      replyText: '{"nextCode":1,"errCode":5001,"errMsg":"no"}',
      outcome: { kind: 'refused', reason: 'reply', code: 5001, msg: 'no' },
    });
    expect(String(result.request?.body)).toBe(seen[2]);
    expect(result.milliseconds).toBeGreaterThan(0);
  });

  it('signs and writes as the Enterprise edition', async () => {
    const seen: [unknown, unknown, unknown][] = [];
    const signature = {
      algorithm: 'HMAC-SHA256',
      signatureHeader: 'x-signature',
      nonceHeader: 'nonce',
      secret: 'Jefe',
      encoding: 'base64',
      nonce: () => 'what do ya want for nothing?',
    } as const;
    const sender = await senderTo(
      (request, response) => {
        void text(request).then((body) => {
          seen.push([request.headers['nonce'], request.headers['x-signature'], JSON.parse(body).keyVersion]);
          response.end('{}');
        });
      },
      { edition: 'enterprise', signature },
    );
    const { request } = await sender.send('beforeSendSingleMsg');
    expect(seen).toEqual([[signature.nonce(), 'W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM=', 0]]);
    expect(request?.headers.map(([name]) => name).slice(3)).toEqual([
      'Content-Type',
      'Nonce',
      'Operationid',
      'X-Signature',
      'Accept-Encoding',
    ]);
    expect(() => new OpenImSender({ url: 'http://h', signature: { ...signature, secret: '' } })).toThrow(
      SignatureOptionsError,
    );
  });

  it('sends a given body, operation id and key', async () => {
    const sender = await senderTo((request, response) => {
      void text(request).then((body) => {
        response.end(JSON.stringify({ url: request.url, body, id: request.headers['operationid'] }));
      });
    });
    const query = { sendID: 'a', recvID: '', groupID: '' };
    const result = await sender.send('afterQuitGroup', { a: 1 }, { operationID: 'op-9', query });
    expect(JSON.parse(String(result.replyText))).toEqual({
      url: '/cb/callbackAfterQuitGroupCommand?key=eyJzZW5kSUQiOiJhIiwicmVjdklEIjoiIiwiZ3JvdXBJRCI6IiJ9',
      body: '{"a":1}\n',
      id: 'op-9',
    });
  });

  it.each([200, 201, 204, 400, 401, 404, 413, 500, 503])('ignores status %i', async (status) => {
    const sender = await senderTo((_request, response) => {
      response.writeHead(status).end('{"statusCode":401,"message":"Unauthorized"}');
    });
    const { outcome, status: seen } = await sender.send('beforeAddFriend');
    expect(seen).toBe(status);
    // A 204 has no body, whatever the server writes.
    expect(outcome).toMatchObject(status === 204 ? { kind: 'refused', code: 90007 } : { kind: 'allowed' });
  });

  it.each([
    ['', { kind: 'refused', reason: 'data', code: 90007 }],
    ['<html>', { kind: 'refused', reason: 'data', code: 90007 }],
    ['[]', { kind: 'refused', reason: 'data', code: 90007 }],
    ['null', { kind: 'allowed' }],
    ['{"nextCode":1,"actionCode":1}', { kind: 'allowed' }],
    ['{"users":[null]}', { kind: 'panic', field: 'users' }],
  ])('reads the answer %j', async (reply, outcome) => {
    const sender = await senderTo((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/plain' }).end(reply);
    });
    expect((await sender.send('beforeUserRegister')).outcome).toMatchObject(outcome);
  });

  it('passes on what it is told of the operation', async () => {
    const sender = await senderTo((_request, response) => response.end('{"ex":"e"}'));
    const send = async (userExIsSet: boolean): Promise<string> =>
      (await sender.send('beforeUpdateUserInfoEx', undefined, { hidden: { userExIsSet } })).outcome.kind;
    expect(await send(false)).toBe('panic');
    expect(await send(true)).toBe('allowed');
  });

  it('undoes gzip', async () => {
    const sender = await senderTo((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('{"nextCode":1}'));
    });
    expect(await sender.send('beforeAddFriend')).toMatchObject({
      replyText: '{"nextCode":1}',
      outcome: { kind: 'refused', reason: 'reply' },
    });
  });

  it('takes broken gzip for a dead network', async () => {
    const sender = await senderTo((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end('{}');
    });
    expect(await sender.send('beforeAddFriend')).toMatchObject({ status: null, outcome: { code: 90004 } });
  });

  it('follows redirects: GET without body after 302, the POST again after 307', async () => {
    const seen: string[] = [];
    const respond: Respond = (request, response) => {
      void text(request).then((body) => {
        seen.push(`${request.method ?? ''} ${request.url ?? ''} ${body}`);
        const [, status] = /to-(\d+)/.exec(request.url ?? '') ?? [];
        if (status === undefined) response.end('{}');
        else response.writeHead(Number(status), { location: '/end' }).end('{"nextCode":1}');
      });
    };
    const url = await listen(respond);
    for (const status of [302, 307]) {
      const sender = create({ url: `${url}/to-${String(status)}` });
      const { outcome, redirects } = await sender.send('beforeAddFriend', '{"a":1}');
      expect(outcome.kind).toBe('allowed');
      expect(redirects).toEqual([{ status, location: '/end', method: status === 302 ? 'GET' : 'POST' }]);
    }
    expect(seen).toEqual([
      'POST /to-302/callbackBeforeAddFriendCommand {"a":1}',
      'GET /end ',
      'POST /to-307/callbackBeforeAddFriendCommand {"a":1}',
      'POST /end {"a":1}',
    ]);
  });

  it('tells when a connection is idle, and when the other end closes one', async () => {
    const told: string[] = [];
    const server = createServer((_request, response) => response.end('{}'));
    server.keepAliveTimeout = 0;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    cleanups.push(async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    });
    const closed = new Promise<number>((resolve) => {
      const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
      const sender = create({
        url,
        connections: {
          idle: () => {
            told.push('idle');
            // The first time it is used again, the second time it is closed.
            if (told.length === 1) void sender.send('afterUserOnline');
            else server.closeIdleConnections();
          },
          closedIdle: (milliseconds) => {
            told.push('closed');
            resolve(milliseconds);
          },
        },
      });
      void sender.send('afterUserOnline');
    });
    expect(await closed).toBeGreaterThanOrEqual(0);
    expect(told).toEqual(['idle', 'idle', 'closed']);
  });

  it('tells nothing of connections that it closes itself', async () => {
    const told: string[] = [];
    const sender = await senderTo((_request, response) => void response.end('{}'), {
      connections: { closedIdle: () => told.push('closed') },
    });
    await sender.send('afterUserOnline');
    await sender.close();
    await new Promise((resolve) => setImmediate(resolve));
    expect(told).toEqual([]);
  });

  it('stops after ten requests that lead in a circle', async () => {
    let count = 0;
    const sender = await senderTo((_request, response) => {
      count++;
      response.writeHead(308, { location: '/again' }).end();
    });
    const { outcome, redirects } = await sender.send('beforeAddFriend');
    expect(redirects).toHaveLength(10);
    expect(outcome).toMatchObject({
      code: 90004,
      detail: expect.stringMatching(/^stopped after 10 redirects, /),
    });
    expect(count).toBe(10);
  });

  it('gives up after the timeout, while it waits for the head or for the body', async () => {
    const silent = await senderTo(() => undefined, { timeoutSeconds: 0.05 });
    const stuck = await senderTo((_request, response) => response.writeHead(200).write('{'), {
      timeoutSeconds: 0.05,
    });
    for (const sender of [silent, stuck]) {
      expect(await sender.send('beforeAddFriend')).toMatchObject({
        status: null,
        replyText: null,
        outcome: { kind: 'refused', reason: 'network', code: 90004, msg: 'NetworkError' },
      });
    }
  });

  it('has at most 100 requests under way', async () => {
    const held: ServerResponse[] = [];
    const total = 150;
    let arrived = 0;
    let most = 0;
    const sender = await senderTo((_request, response) => {
      arrived++;
      most = Math.max(most, held.push(response));
      if (held.length === 100 || arrived === total) for (const one of held.splice(0)) one.end('{}');
    });
    const results = await Promise.all(Array.from({ length: total }, () => sender.send('beforeAddFriend')));
    expect(results.every(({ outcome }) => outcome.kind === 'allowed')).toBe(true);
    expect(most).toBe(100);
  });

  it('loses after callbacks to a dead network, refuses before callbacks', async () => {
    const url = await listen((_request, response) => response.end('{}'));
    await Promise.all(cleanups.splice(0).map((cleanup) => cleanup()));
    const sender = create({ url });
    expect((await sender.send('afterSingleMsgRead')).outcome).toMatchObject({
      kind: 'reported',
      delivered: false,
    });
    const { outcome, request } = await sender.send('beforeAddFriend');
    expect(outcome).toMatchObject({ kind: 'refused', code: 90004 });
    expect(request?.url).toBe(`${url}/callbackBeforeAddFriendCommand`);
  });

  it.each([' http://h/cb', 'h/cb', 'http://h/%zz'])('reports the unusable URL %j as 90004', async (url) => {
    const sender = create({ url });
    for (const command of ['beforeAddFriend', 'beforeOfflinePush']) {
      const { outcome, request, status } = await sender.send(command);
      expect(outcome).toMatchObject({ kind: 'refused', reason: 'network', code: 90004 });
      expect([request, status]).toEqual([null, null]);
    }
    expect((await sender.send('afterSendSingleMsg')).outcome).toMatchObject({
      kind: 'reported',
      delivered: false,
    });
  });

  it('shows the password of the URL in the detail, as OpenIM does', async () => {
    const sender = create({ url: 'http://user:secret@127.0.0.1:1/cb' });
    const { outcome } = await sender.send('beforeAddFriend');
    expect(outcome).toMatchObject({
      detail: expect.stringContaining('post url=http://user:secret@127.0.0.1:1/cb/'),
    });
  });

  it('sends commands it does not know, given a body', async () => {
    const sender = await senderTo((request, response) => response.end(JSON.stringify({ url: request.url })));
    expect((await sender.send('callbackX', {})).replyText).toBe('{"url":"/cb/callbackX"}');
    await expect(sender.send('callbackX')).rejects.toThrow(UnknownCommandError);
  });

  it('lets what is under way finish before it closes, and sends nothing after', async () => {
    let answer: (() => void) | undefined;
    let arrive: (() => void) | undefined;
    const arrived = new Promise<void>((resolve) => (arrive = resolve));
    const sender = await senderTo((_request, response) => {
      answer = (): void => void response.end('{}');
      arrive?.();
    });
    const sending = sender.send('beforeAddFriend');
    await arrived;
    const closing = sender.close();
    await expect(sender.send('beforeAddFriend')).rejects.toThrow('closed');
    answer?.();
    await closing;
    expect((await sending).outcome.kind).toBe('allowed');
    await expect(sender.close()).resolves.toBeUndefined();
  });
});

describe('effectiveTimeout', () => {
  it.each([
    [5, 5],
    [15, 15],
    [16, 15],
    [3600, 15],
    [0, 15],
    [-1, 15],
    [0.2, 0.2],
  ])('timeout %d: %d s', (timeout, seconds) => {
    expect(effectiveTimeout(timeout)).toBe(seconds);
  });
});

describe('toFailure', () => {
  it.each([
    [new Error('EOF'), 'EOF'],
    [Object.assign(new AggregateError([], ''), { code: 'ECONNREFUSED' }), 'ECONNREFUSED'],
    [Object.assign(new Error('reset'), { code: 'ECONNRESET' }), 'reset'],
    ['text', 'unknown error'],
    [undefined, 'unknown error'],
    [null, 'unknown error'],
    [{ message: 5 }, 'unknown error'],
  ])('%p', (error, cause) => {
    expect(toFailure(error)).toEqual({ cause });
  });
});
