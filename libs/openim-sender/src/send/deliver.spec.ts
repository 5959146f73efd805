import { type RequestListener, type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { buildRequest, type CallbackRequest } from '../request/build-request.js';
import { Agents } from './agents.js';
import { deliver, gunzipBody } from './deliver.js';

describe('deliver', () => {
  let agents: Agents;
  let server: Server | undefined;

  beforeEach(() => {
    agents = new Agents();
  });

  afterEach(async () => {
    agents.destroy();
    server?.closeAllConnections();
    await new Promise((resolve) => (server === undefined ? resolve(undefined) : server.close(resolve)));
    server = undefined;
  });

  async function requestTo(listener: RequestListener): Promise<CallbackRequest> {
    const listening = createServer(listener);
    server = listening;
    await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
    const { port } = listening.address() as AddressInfo;
    return buildRequest({
      url: `http://127.0.0.1:${String(port)}`,
      command: 'beforeAddFriend',
      operationID: 'op-7',
    });
  }

  it('gives the gunzipped answer', async () => {
    const request = await requestTo((_request, response) => {
      response.writeHead(404, { 'content-encoding': 'gzip' }).end(gzipSync('{}'));
    });
    expect(await deliver(request, agents, 5)).toEqual({ status: 404, reply: Buffer.from('{}') });
  });

  it('takes a redirect without Location for the answer', async () => {
    const request = await requestTo((_request, response) => response.writeHead(302).end('{"nextCode":1}'));
    expect(await deliver(request, agents, 5)).toMatchObject({ status: 302 });
  });

  it('keeps the operation id on the way', async () => {
    const seen: unknown[] = [];
    const request = await requestTo(({ url, headers }, response) => {
      seen.push([url, headers['operationid'], headers.referer]);
      if (url === '/end') response.end('{}');
      else response.writeHead(303, { location: '/end' }).end();
    });
    await deliver(request, agents, 5);
    expect(seen).toEqual([
      ['/callbackBeforeAddFriendCommand', 'op-7', undefined],
      ['/end', 'op-7', request.url],
    ]);
  });

  it.each(['ftp://h/', '/%zz'])('rejects a redirect to %s', async (location) => {
    const request = await requestTo((_request, response) => response.writeHead(302, { location }).end('{}'));
    await expect(deliver(request, agents, 5)).rejects.toThrow(
      /unsupported protocol scheme|invalid URL escape/,
    );
  });

  it('has one deadline for all redirects', async () => {
    let count = 0;
    const request = await requestTo((_request, response) => {
      // Nine quick redirects, and then nothing.
      if (++count < 10) response.writeHead(307, { location: '/again' }).end();
    });
    await expect(deliver(request, agents, 0.2)).rejects.toThrow('context deadline exceeded');
  });

  it('counts the wait for a connection against the deadline', async () => {
    let arrived = 0;
    let full: (() => void) | undefined;
    const allArrived = new Promise<void>((resolve) => (full = resolve));
    const request = await requestTo(() => {
      if (++arrived === 100) full?.();
    });
    const held = Array.from({ length: 100 }, () => deliver(request, agents, 15));
    const settled = Promise.allSettled(held);
    await allArrived;
    await expect(deliver(request, agents, 0.05)).rejects.toThrow('context deadline exceeded');
    expect(arrived).toBe(100);
    server?.closeAllConnections();
    expect((await settled).every(({ status }) => status === 'rejected')).toBe(true);
  });
});

function answer(contentEncoding: string, body: Buffer): Parameters<typeof gunzipBody>[0] {
  return { status: 200, location: '', contentEncoding, body };
}

describe('gunzipBody', () => {
  it.each(['gzip', 'GZIP'])('undoes %s', async (encoding) => {
    expect(String(await gunzipBody(answer(encoding, gzipSync('{}'))))).toBe('{}');
  });

  it.each(['', 'deflate', 'br', 'x-gzip', 'identity'])('leaves %j alone', async (encoding) => {
    expect(String(await gunzipBody(answer(encoding, Buffer.from('{}'))))).toBe('{}');
  });

  it('takes an empty body for empty', async () => {
    expect(await gunzipBody(answer('gzip', Buffer.alloc(0)))).toHaveLength(0);
  });

  it.each([
    [Buffer.from('{}'), 'incorrect header check'],
    [gzipSync('{}').subarray(0, -4), 'unexpected end of file'],
  ])('rejects broken data', async (body, message) => {
    await expect(gunzipBody(answer('gzip', body))).rejects.toMatchObject({ message });
  });
});
