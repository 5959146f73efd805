import { type AddressInfo, type Server, type Socket, createServer } from 'node:net';
import { buildRequest } from '../request/build-request.js';
import { parseGoUrl } from '../request/go-url.js';
import { Agents } from './agents.js';
import { type RawAnswer, exchange } from './exchange.js';

const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nKeep-Alive: timeout=5\r\n\r\n{}';

interface RawServer {
  readonly origin: string;
  /** Everything received, one entry for each chunk that was answered. */
  readonly received: string[];
  readonly sockets: Set<Socket>;
  readonly server: Server;
}

async function listen(reply: (socket: Socket) => void): Promise<RawServer> {
  const received: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    let text = '';
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      const length = Number(/Content-Length: (\d+)/.exec(text)?.[1] ?? 0);
      const head = text.indexOf('\r\n\r\n') + 4;
      if (head < 4 || text.length < head + length) return;
      received.push(text);
      text = '';
      reply(socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { origin: `127.0.0.1:${String(port)}`, received, sockets, server };
}

describe('exchange', () => {
  let agents: Agents;
  let raw: RawServer | undefined;

  beforeEach(() => {
    agents = new Agents();
  });

  afterEach(async () => {
    agents.destroy();
    raw?.sockets.forEach((socket) => socket.destroy());
    await new Promise<void>((resolve) =>
      raw === undefined
        ? resolve()
        : raw.server.close(() => {
            resolve();
          }),
    );
    raw = undefined;
  });

  async function start(reply: (socket: Socket) => void): Promise<RawServer> {
    raw = await listen(reply);
    return raw;
  }

  function send(
    options: Parameters<typeof buildRequest>[0],
    signal: AbortSignal = new AbortController().signal,
  ): Promise<RawAnswer> {
    const request = buildRequest(options);
    return exchange({ ...request, url: parseGoUrl(request.url) }, agents, signal);
  }

  it('puts on the wire what Go does, byte for byte', async () => {
    const { origin, received } = await start((socket) => socket.write(ok));
    const body = { callbackCommand: 'x', text: '<ü>' };
    await send({ url: `http://${origin}/cb`, command: 'afterQuitGroup', body, operationID: 'op-1' });
    expect(received).toEqual([
      `POST /cb/callbackAfterQuitGroupCommand HTTP/1.1\r\n` +
        `Host: ${origin}\r\n` +
        `User-Agent: Go-http-client/1.1\r\n` +
        `Content-Length: 48\r\n` +
        `Content-Type: application/json; charset=utf-8\r\n` +
        `Operationid: op-1\r\n` +
        `Accept-Encoding: gzip\r\n\r\n` +
        Buffer.from(`{"callbackCommand":"x","text":"\\u003cü\\u003e"}\n`).toString('latin1'),
    ]);
  });

  it('puts Authorization, an empty operation id and UTF-8 on the wire', async () => {
    const { origin, received } = await start((socket) => socket.write(ok));
    const url = `http://user:p%40ss@${origin}/cb?q=ü x`;
    await send({ url, command: 'afterQuitGroup', body: '', operationID: '' });
    await send({ url, command: 'afterQuitGroup', body: '', operationID: 'é' });
    const utf8 = (text: string): string => Buffer.from(text).toString('latin1');
    expect(received[0]).toBe(
      utf8(`POST /cb?q=ü x/callbackAfterQuitGroupCommand HTTP/1.1\r\n`) +
        `Host: ${origin}\r\n` +
        `User-Agent: Go-http-client/1.1\r\n` +
        `Content-Length: 0\r\n` +
        `Authorization: Basic dXNlcjpwQHNz\r\n` +
        `Content-Type: application/json; charset=utf-8\r\n` +
        `Operationid: \r\n` +
        `Accept-Encoding: gzip\r\n\r\n`,
    );
    expect(received[1]).toContain(`\r\nOperationid: ${utf8('é')}\r\n`);
  });

  it('reuses its connection', async () => {
    const { origin, sockets } = await start((socket) => socket.write(ok));
    for (let count = 0; count < 3; count++)
      await send({ url: `http://${origin}`, command: 'afterQuitGroup' });
    expect(sockets.size).toBe(1);
  });

  it('keeps an idle connection without limit, whatever the server announces', async () => {
    const { origin } = await start((socket) => socket.write(ok));
    await send({ url: `http://${origin}`, command: 'afterQuitGroup' });
    await new Promise((resolve) => setImmediate(resolve));
    const idle = Object.values(agents.for(parseGoUrl(`http://${origin}`)).freeSockets).flat();
    expect(idle).toHaveLength(1);
    expect(idle[0]?.timeout ?? 0).toBe(0);
  });

  it('reports status, encoding, location and body', async () => {
    const head =
      'HTTP/1.1 302 X\r\nLocation: /y\r\nContent-Encoding: br\r\nTransfer-Encoding: chunked\r\n\r\n';
    const { origin } = await start((socket) => socket.write(`${head}2\r\n{}\r\n0\r\n\r\n`));
    const answer = await send({ url: `http://${origin}`, command: 'afterQuitGroup' });
    expect(answer).toEqual({ status: 302, location: '/y', contentEncoding: 'br', body: Buffer.from('{}') });
  });

  it.each([
    ['no answer', '', 'socket hang up'],
    ['half a head', 'HTTP/1.1 200 OK\r\nContent-Le', 'socket hang up'],
    ['half a body', 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}', 'aborted'],
    ['no HTTP', 'hello\r\n\r\n', expect.stringMatching(/^Parse Error/)],
  ])('rejects %s', async (_name, text, message) => {
    const { origin } = await start((socket) => socket.end(text));
    const sending = send({ url: `http://${origin}`, command: 'afterQuitGroup' });
    await expect(sending).rejects.toMatchObject({ message });
  });

  it('sends a POST once, even when the connection breaks', async () => {
    const { origin, received } = await start((socket) => socket.resetAndDestroy());
    await expect(send({ url: `http://${origin}`, command: 'afterQuitGroup' })).rejects.toMatchObject({
      code: 'ECONNRESET',
    });
    expect(received).toHaveLength(1);
  });

  it('rejects when aborted, before and during the answer', async () => {
    const abort = new AbortController();
    const { origin } = await start((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{', () => {
        abort.abort();
      });
    });
    const options = { url: `http://${origin}`, command: 'afterQuitGroup' };
    const aborted = { message: 'The operation was aborted' };
    await expect(send(options, abort.signal)).rejects.toMatchObject(aborted);
    await expect(send(options, abort.signal)).rejects.toMatchObject(aborted);
  });
});
