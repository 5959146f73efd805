import { gate } from '../../../../test/support/until.js';
import { rawConnection, send } from '../../../../test/support/http.js';
import { closeServers, serve } from '../../../../test/support/http-server.js';
import type { Answer } from '../intake/request.js';
import { sendAnswer } from './send-answer.js';

const body = Buffer.from('{"größe":1}');

async function answered(answer: Partial<Answer>, headers: Record<string, string> = {}, method = 'POST') {
  const { port } = await serve((_request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    response.statusCode = 418;
    sendAnswer(response, { status: 200, body, ...answer });
  });
  return send(port, '/', '', { method, headers: { Connection: 'keep-alive' } });
}

describe('an answer', () => {
  afterEach(closeServers);

  it('is JSON of the right length', async () => {
    const { status, headers, text } = await answered({});
    expect([status, text]).toEqual([200, '{"größe":1}']);
    expect(headers).toEqual({
      'content-type': 'application/json; charset=utf-8',
      'content-length': String(body.length),
      connection: 'keep-alive',
      'keep-alive': 'timeout=5',
      date: expect.any(String),
    });
  });

  it('has no headers of anybody else', async () => {
    const { headers } = await answered(
      {},
      { 'X-Powered-By': 'x', 'Content-Encoding': 'gzip', 'Set-Cookie': 'a=b' },
    );
    expect(Object.keys(headers)).not.toEqual(expect.arrayContaining(['x-powered-by']));
    expect(headers['content-encoding']).toBeUndefined();
    expect(headers['set-cookie']).toBeUndefined();
  });

  it('says what would be understood, to another method', async () => {
    const { status, headers } = await answered({ status: 405 }, {}, 'GET');
    expect([status, headers.allow]).toEqual([405, 'POST']);
  });

  it('to HEAD has no body', async () => {
    const { headers, text } = await answered({ status: 405 }, {}, 'HEAD');
    expect([headers['content-length'], text]).toEqual([String(body.length), '']);
  });

  it('closes the connection when it is to', async () => {
    expect((await answered({ close: true })).headers.connection).toBe('close');
    expect((await answered({ close: false })).headers.connection).toBe('keep-alive');
  });

  it('is sent once', async () => {
    const { port } = await serve((_request, response) => {
      sendAnswer(response, { status: 200, body });
      sendAnswer(response, { status: 405, body: Buffer.from('another') });
    });
    const { status, text } = await send(port, '/');
    expect([status, text]).toEqual([200, '{"größe":1}']);
  });

  it('to somebody who has hung up goes nowhere', async () => {
    const { promise: done, open } = gate<boolean>();
    const { port } = await serve((_request, response) => {
      response.on('close', () => {
        sendAnswer(response, { status: 200, body });
        open(response.headersSent);
      });
    });
    const { socket } = rawConnection(port);
    socket.write('POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n', () => socket.destroy());
    expect(await done).toBe(false);
  });
});
