import { once } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { send, rawConnection, type HttpAnswer, type SendOptions } from '../../../../test/support/http.js';
import { closeServers, serve } from '../../../../test/support/http-server.js';
import { gate, until } from '../../../../test/support/until.js';
import { BodyMemory, discardBody, readBody, type ReadBody } from './body-reader.js';

const LIMIT = 1000;

/** A server that reads bodies, and what it made of the first. */
async function reader(limit = LIMIT): Promise<{ port: number; read: Promise<ReadBody> }> {
  const { promise: read, open } = gate<ReadBody>();
  const { port } = await serve((request, response) => {
    readBody(request, new BodyMemory(limit, Infinity), (body) => {
      open(body);
      if (!body.ok) response.shouldKeepAlive = false;
      response.end(body.ok ? body.bytes : body.failure.reason);
    });
  });
  return { port, read };
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Bytes that are in use after a full collection. */
function usedHeap(): number {
  collect();
  return process.memoryUsage().heapUsed;
}

async function echoOf(body: string | Buffer, options: SendOptions = {}, limit = LIMIT): Promise<HttpAnswer> {
  const { port } = await reader(limit);
  return send(port, '/', body, options);
}

const encoded = (encoding: string): SendOptions => ({ headers: { 'Content-Encoding': encoding } });

describe('reading a body', () => {
  afterEach(closeServers);

  describe('a body', () => {
    it.each(['', 'x', 'x'.repeat(LIMIT), 'ü'.repeat(LIMIT / 2)])(
      'of up to the limit is read',
      async (body) => {
        expect((await echoOf(body)).text).toBe(body);
      },
    );

    it('in one chunk is not copied', async () => {
      const chunks: Buffer[] = [];
      const { promise: read, open } = gate<ReadBody>();
      const { port } = await serve((request, response) => {
        request.on('data', (chunk: Buffer) => chunks.push(chunk));
        readBody(request, new BodyMemory(LIMIT, Infinity), open);
        request.on('end', () => response.end());
      });
      await send(port, '/', 'whole');
      const body = await read;
      expect(chunks).toHaveLength(1);
      expect(body.ok && body.bytes).toBe(chunks[0]);
    });

    it('in several chunks is joined', async () => {
      const { port, read } = await reader();
      const { socket } = rawConnection(port);
      socket.write('POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n');
      for (const chunk of ['2\r\nde\r\n', '1;extension=x\r\nf\r\n', '0\r\n\r\n']) {
        await new Promise(setImmediate);
        socket.write(chunk);
      }
      expect(await read).toEqual({ ok: true, bytes: Buffer.from('abcdef'), held: 0 });
      socket.destroy();
    });

    it('in a chunk for each byte is joined, and does not take a hundred times its size meanwhile', async () => {
      const size = 50_000;
      const body = Buffer.from(Array.from({ length: size }, (_, at) => 0x61 + (at % 26)));
      const chunked = Array.from(body.toString('latin1'), (byte) => `1\r\n${byte}\r\n`).join('');
      const { promise: read, open } = gate<ReadBody>();
      const { promise: arrived, open: arrive } = gate();
      const { port } = await serve((request) => {
        let bytes = 0;
        readBody(request, new BodyMemory(size, Infinity), open);
        request.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
          if (bytes === size) arrive();
        });
      });
      const { socket } = rawConnection(port);
      const before = usedHeap();
      socket.write('POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n');
      socket.write(chunked);
      await arrived;
      expect(usedHeap() - before).toBeLessThan(20 * size);
      socket.write('0\r\n\r\n');
      const all = await read;
      expect(all.ok && all.bytes.equals(body)).toBe(true);
      socket.destroy();
    });

    it('is no longer than its Content-Length says', async () => {
      const { port, read } = await reader();
      const { socket } = rawConnection(port);
      socket.write('POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabcdef');
      expect(await read).toEqual({ ok: true, bytes: Buffer.from('abc'), held: 0 });
      socket.destroy();
    });

    it.each([
      ['shorter than its Content-Length says', 'Content-Length: 100\r\n\r\nabc'],
      ['without its last chunk', 'Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n'],
      ['in chunks that are none', 'Transfer-Encoding: chunked\r\n\r\nnot a chunk\r\n'],
    ])('%s is an ended connection', async (_what, rest) => {
      const { port, read } = await reader();
      const { socket } = rawConnection(port);
      socket.end(`POST / HTTP/1.1\r\nHost: h\r\n${rest}`);
      expect(await read).toEqual({
        ok: false,
        failure: { reason: 'bad-encoding', detail: 'the connection ended before the body did' },
      });
    });

    it('that is aborted is an ended connection', async () => {
      const { port, read } = await reader();
      const { socket } = rawConnection(port);
      await once(socket, 'connect');
      socket.write('POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\nabc', () =>
        socket.resetAndDestroy(),
      );
      expect(await read).toMatchObject({ ok: false, failure: { reason: 'bad-encoding' } });
    });
  });

  describe('a body that is too large', () => {
    it('is told of, with the answer still readable by the sender', async () => {
      expect((await echoOf('x'.repeat(LIMIT + 1))).text).toBe('too-large');
      expect((await echoOf('x'.repeat(4 * LIMIT))).text).toBe('too-large');
    });

    it('is readable by a sender of megabytes, who reads when all is sent', async () => {
      const limit = 1024 * 1024;
      expect((await echoOf(Buffer.alloc(4 * limit), {}, limit)).text).toBe('too-large');
    });

    it('is cut off when it goes on and on', async () => {
      const { port, read } = await reader();
      const { socket, closed } = rawConnection(port);
      socket.write('POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n');
      const chunk = `400\r\n${'x'.repeat(1024)}\r\n`;
      const more = (): void => {
        if (!socket.destroyed) socket.write(chunk, more);
      };
      more();
      expect(await read).toEqual({
        ok: false,
        failure: { reason: 'too-large', detail: 'the body is larger than 1000 bytes' },
      });
      await closed;
    });
  });

  describe('a compressed body', () => {
    const text = 'compressed '.repeat(50);

    it.each([
      ['gzip', gzipSync(text)],
      ['x-gzip', gzipSync(text)],
      [' GZip ', gzipSync(text)],
      ['deflate', deflateSync(text)],
      ['br', brotliCompressSync(text)],
      ['identity', Buffer.from(text)],
      ['', Buffer.from(text)],
    ])('is read when its encoding is %j', async (encoding, body) => {
      expect((await echoOf(body, encoded(encoding))).text).toBe(text);
    });

    it.each([
      ['gzip', 'gzip'],
      ['deflate', 'deflate'],
      ['br', 'br'],
    ])('is told of when it is not %s', async (encoding) => {
      const { port, read } = await reader();
      await send(port, '/', 'plain text', encoded(encoding));
      expect(await read).toEqual({
        received: Buffer.from('plain text'),
        ok: false,
        failure: { reason: 'bad-encoding', detail: `the body is not ${encoding}` },
      });
    });

    it('is told of when it is cut', async () => {
      const cut = gzipSync(text).subarray(0, -9);
      expect((await echoOf(cut, encoded('gzip'))).text).toBe('bad-encoding');
    });

    it.each(['compress', 'gzip, br', 'identity, gzip', 'nonsense'])(
      'is told of when nobody knows %s',
      async (encoding) => {
        const { port, read } = await reader();
        await send(port, '/', gzipSync(text), encoded(encoding));
        expect(await read).toEqual({
          received: gzipSync(text),
          ok: false,
          failure: { reason: 'bad-encoding', detail: `content-encoding "${encoding}" is not known` },
        });
      },
    );

    it.each([
      ['gzip', gzipSync],
      ['deflate', deflateSync],
      ['br', brotliCompressSync],
    ])('may not become larger than the limit (%s)', async (encoding, compress) => {
      expect((await echoOf(compress(Buffer.alloc(LIMIT)), encoded(encoding))).text).toHaveLength(LIMIT);
      const { port, read } = await reader();
      await send(port, '/', compress(Buffer.alloc(LIMIT + 1)), encoded(encoding));
      expect(await read).toEqual({
        ok: false,
        failure: { reason: 'too-large', detail: 'the decompressed body is larger than 1000 bytes' },
      });
    });

    it('is not blown up to find out', async () => {
      const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
      const limit = bomb.length + 1;
      const before = process.memoryUsage();
      const { port, read } = await reader(limit);
      await send(port, '/', bomb, encoded('gzip'));
      expect(await read).toMatchObject({ ok: false, failure: { reason: 'too-large' } });
      const after = process.memoryUsage();
      expect(after.arrayBuffers - before.arrayBuffers).toBeLessThan(32 * 1024 * 1024);
    });
  });

  describe('a body that is thrown away', () => {
    async function discarder(): Promise<number> {
      const { port } = await serve((request, response) => {
        void discardBody(request, LIMIT).then(() => response.end('done'));
      });
      return port;
    }

    it.each(['', 'x', 'x'.repeat(LIMIT)])(
      'is taken off the wire, so that the answer is read',
      async (body) => {
        expect((await send(await discarder(), '/', body)).text).toBe('done');
      },
    );

    it.each([
      [LIMIT, true],
      [1024 * 1024, false],
    ])('of %i bytes was taken whole: %s', async (size, whole) => {
      const { promise: told, open } = gate<boolean>();
      const { port } = await serve((request, response) => {
        void discardBody(request, LIMIT).then((all) => {
          open(all);
          response.end();
        });
      });
      // The sender of too much may see a reset.
      const sent = send(port, '/', Buffer.alloc(size)).catch(() => undefined);
      expect(await told).toBe(whole);
      await sent;
    });

    it('may end early', async () => {
      const { socket, closed } = rawConnection(await discarder());
      socket.end('POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\nabc');
      await closed;
      expect((await send(await discarder(), '/', 'x')).text).toBe('done');
    });
  });

  describe('the memory of all bodies', () => {
    /** A server that keeps the bodies it reads, with so much room for all of them. */
    async function keeper(limit: number, bodyLimit = 100_000) {
      const memory = new BodyMemory(bodyLimit, limit);
      const { port } = await serve((request, response) => {
        readBody(request, memory, (body) => response.end(body.ok ? 'read' : body.failure.reason));
      });
      return { memory, port };
    }

    /** Begins a body that does not end. */
    function begin(port: number, bytes: number) {
      const connection = rawConnection(port);
      connection.socket.write(
        `POST / HTTP/1.1\r\nHost: h\r\nContent-Length: ${bytes + 1}\r\n\r\n${'x'.repeat(bytes)}`,
      );
      return connection.socket;
    }

    it('is bounded: what goes beyond it is not kept, and told so when it has been sent', async () => {
      const { memory, port } = await keeper(250_000);
      const sockets = Array.from({ length: 10 }, () => begin(port, 50_000));
      await until(() => memory.used > 190_000);
      const answers = await Promise.all(
        [1, 2].map(async () => (await send(port, '/', 'x'.repeat(60_000))).text),
      );
      expect(answers).toEqual(['overloaded', 'overloaded']);
      expect(memory.used).toBeLessThanOrEqual(250_000);
      for (const socket of sockets) socket.destroy();
      await until(() => memory.used === 0);
      expect((await send(port, '/', 'x'.repeat(60_000))).text).toBe('read');
    });

    it('is given back at once by a small body, and by whoever answers a large one', async () => {
      const memory = new BodyMemory(100_000, 200_000);
      const bodies: ReadBody[] = [];
      const { port } = await serve((request, response) => {
        readBody(request, memory, (body) => {
          bodies.push(body);
          response.end();
        });
      });
      await send(port, '/', 'x'.repeat(1000));
      expect(memory.used).toBe(0);
      await send(port, '/', 'x'.repeat(50_000));
      expect(memory.used).toBe(50_000);
      expect(bodies).toMatchObject([{ held: 0 }, { held: 50_000 }]);
    });

    it.each([
      ['gzip', gzipSync('x'.repeat(90_000)), 'read'],
      ['identity', Buffer.from('x'.repeat(90_000)), 'read'],
    ])('counts what a body of %s is decompressed to', async (encoding, bytes, text) => {
      const { memory, port } = await keeper(100_000);
      expect((await send(port, '/', bytes, encoded(encoding))).text).toBe(text);
      expect(memory.used).toBe(90_000);
      expect((await send(port, '/', bytes, encoded(encoding))).text).toBe('overloaded');
      expect(memory.used).toBe(90_000);
    });

    it('is given back by a body that cannot be read', async () => {
      const { memory, port } = await keeper(300_000);
      const answer = await send(port, '/', 'x'.repeat(50_000), encoded('nonsense'));
      expect(answer.text).toBe('bad-encoding');
      expect((await send(port, '/', 'x'.repeat(150_000))).text).toBe('too-large');
      expect(memory.used).toBe(0);
    });
  });
});
