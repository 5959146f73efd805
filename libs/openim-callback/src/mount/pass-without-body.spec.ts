import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { send } from '../../../../test/support/http.js';
import { closeServers, serve } from '../../../../test/support/http-server.js';
import { gate } from '../../../../test/support/until.js';
import { passWithoutBody } from './pass-without-body.js';

afterEach(closeServers);

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
