import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { send } from '../../../../test/support/http.js';
import { closeServers, serve } from '../../../../test/support/http-server.js';
import { headWith } from '../../../../test/support/intake-fixture.js';
import { gate } from '../../../../test/support/until.js';
import { CapturedRequest, passWithoutBody } from './captured-request.js';

const ours = { status: 200, body: Buffer.from('{"ours":1}') };
const overruled = { status: 200, body: Buffer.from('{"overruled":1}') };

/** What a client gets when something is done with a response that was captured. */
async function answerAfter(
  act: (response: ServerResponse, captured: CapturedRequest) => void,
): Promise<{ text: string; headers: object; overrulings: number }> {
  let overrulings = 0;
  const { port } = await serve((_request, response) => {
    const captured = new CapturedRequest(
      { head: headWith(), pathCommand: undefined, query: '' },
      Buffer.from('body'),
      response,
      () => {
        overrulings++;
        return overruled;
      },
    );
    act(response, captured);
  });
  const { text, headers } = await send(port, '/');
  return { text, headers, overrulings };
}

describe('a captured request', () => {
  afterEach(closeServers);

  it('keeps the request and its body', async () => {
    const { promise, open } = gate<CapturedRequest>();
    await answerAfter((_response, captured) => {
      open(captured);
      captured.answer(ours);
    });
    const { request, body } = await promise;
    expect([request.head.method, body.toString()]).toEqual(['POST', 'body']);
  });

  it('is answered with our answer', async () => {
    expect(await answerAfter((_response, captured) => captured.answer(ours))).toMatchObject({
      text: '{"ours":1}',
      overrulings: 0,
    });
  });

  it.each<[string, (response: ServerResponse) => void]>([
    ['ends it', (response) => void response.end()],
    ['ends it with a text', (response) => void response.end('{}')],
    ['writes and ends', (response) => void (response.write('{}'), response.end())],
    ['writes a head and ends', (response) => void response.writeHead(401, { 'X-Other': '1' }).end('{}')],
    ['flushes headers and ends', (response) => void (response.flushHeaders(), response.end('{}'))],
    ['ends it twice', (response) => void (response.end('{}'), response.end('{}'))],
    [
      'sets a status, headers and ends',
      (response) => {
        response.statusCode = 401;
        response.statusMessage = 'Nobody';
        response.setHeader('X-Other', '1').setHeader('Content-Length', 2);
        response.end('{}');
      },
    ],
  ])('is overruled when somebody else %s', async (_what, act) => {
    const { text, headers, overrulings } = await answerAfter(act);
    expect([text, overrulings]).toEqual(['{"overruled":1}', 1]);
    expect(headers).toMatchObject({ 'content-type': 'application/json; charset=utf-8' });
    expect(headers).not.toHaveProperty('x-other');
  });

  it.each<[string, (response: ServerResponse) => void]>([
    ['written a part', (response) => void response.write('half a ')],
    ['written a head', (response) => void response.writeHead(500)],
    ['flushed headers', (response) => response.flushHeaders()],
    ['set headers', (response) => void response.setHeader('Transfer-Encoding', 'chunked')],
  ])('gets our answer when somebody else has %s', async (_what, act) => {
    const { text, overrulings } = await answerAfter((response, captured) => {
      act(response);
      captured.answer(ours);
    });
    expect([text, overrulings]).toEqual(['{"ours":1}', 0]);
  });

  it('gets only the first of our answers', async () => {
    const { text } = await answerAfter((_response, captured) => {
      captured.answer(ours);
      captured.answer(overruled);
    });
    expect(text).toBe('{"ours":1}');
  });

  it('takes no notice of what is written afterwards', async () => {
    const { promise: errors, open } = gate<unknown[]>();
    const { text, overrulings } = await answerAfter((response, captured) => {
      const seen: unknown[] = [];
      response.on('error', (error) => seen.push(error));
      captured.answer(ours);
      response.writeHead(500);
      response.flushHeaders();
      response.write('late');
      response.end('late');
      response.on('close', () => setImmediate(() => open(seen)));
    });
    expect([text, overrulings, await errors]).toEqual(['{"ours":1}', 0, []]);
  });
});

/** What the framework sees of a request. */
async function passed(
  path: string,
  pathCommand?: string,
): Promise<IncomingMessage & { before: IncomingHttpHeaders }> {
  const { promise, open } = gate<IncomingMessage & { before: IncomingHttpHeaders }>();
  const { port } = await serve((request, response) => {
    const before = request.headers;
    passWithoutBody(request, '/api/cb', pathCommand, () => {
      open(Object.assign(request, { before }));
      response.end();
    });
  });
  const headers = {
    'Content-Type': 'application/json',
    'Content-Encoding': 'identity',
    'Transfer-Encoding': 'chunked',
    Operationid: 'op-1',
    Authorization: 'Basic x',
  };
  await send(port, path, '{"a":1}', { headers });
  return promise;
}

describe('a request that is passed without its body', () => {
  afterEach(closeServers);

  it.each([
    ['/api/cb', undefined, '/api/cb'],
    ['/api/cb/', undefined, '/api/cb'],
    ['//api//cb//callbackX/', 'callbackX', '/api/cb/callbackX'],
    ['/api/cb/s3cret/callbackX', 'callbackX', '/api/cb/callbackX'],
    ['/api/cb/s3cret/callbackX?key=a&b=/c', 'callbackX', '/api/cb/callbackX?key=a&b=/c'],
    ['/api/cb?token=a/callbackX', undefined, '/api/cb?token=a/callbackX'],
    ['/api/cb/a%2Fb', 'a/b', '/api/cb/a%2Fb'],
    ['/api/cb/%zz', '%zz', '/api/cb/%25zz'],
  ])('from %s (command %s) has the path %s', async (path, pathCommand, url) => {
    expect((await passed(path, pathCommand)).url).toBe(url);
  });

  it('has the headers of one that has none', async () => {
    const { headers, before } = await passed('/api/cb');
    expect(Object.keys(headers).toSorted()).toEqual(['authorization', 'connection', 'host', 'operationid']);
    expect(headers).toMatchObject({ operationid: 'op-1', authorization: 'Basic x' });
    expect(before['content-type']).toBe('application/json');
  });
});
