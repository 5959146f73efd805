import { closeServers, serve } from '../../../../../test/support/http-server.js';
import { PageServer } from './page-server.js';

const FILES = {
  'index.html': '<!doctype html><p>你好</p>',
  'page-0123456789.js': 'console.log("page");',
  'page-0123456789.css': 'p { margin: 0 }',
  'icon.svg': '<svg />',
  'data.bin': 'data',
};

/** Asks a server of such files for one, with nothing compressed unless it is asked for. */
async function ask(name: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> {
  return fetch(`http://127.0.0.1:${await portOf(FILES)}/${name}`, {
    method,
    headers: { 'Accept-Encoding': 'identity', ...headers },
  });
}

async function portOf(files: Readonly<Record<string, string>>): Promise<number> {
  const page = new PageServer(files);
  const { port } = await serve((request, response) => {
    // As an app does that lets everybody in.
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Cache-Control', 'public');
    void page.serve((request.url ?? '').slice(1), request, response);
  });
  return port;
}

describe('a file of the page', () => {
  afterEach(closeServers);

  it.each([
    ['index.html', 'text/html; charset=utf-8'],
    ['page-0123456789.js', 'text/javascript; charset=utf-8'],
    ['page-0123456789.css', 'text/css; charset=utf-8'],
    ['icon.svg', 'image/svg+xml'],
    ['data.bin', 'application/octet-stream'],
  ] as const)('%s has the type %s, which no browser may doubt', async (name, type) => {
    const { status, headers, ...answer } = await ask(name).then(async (each) => ({
      status: each.status,
      headers: each.headers,
      text: await each.text(),
    }));
    expect([status, headers.get('content-type'), answer.text]).toEqual([200, type, FILES[name]]);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-length')).toBe(String(Buffer.byteLength(FILES[name])));
  });

  it('runs no script but its own, asks no other server, and is in no frame', async () => {
    const { headers } = await ask('index.html');
    const policy = new Map(
      (headers.get('content-security-policy') ?? '')
        .split('; ')
        .map((each) => [each.slice(0, each.indexOf(' ')), each.slice(each.indexOf(' ') + 1)]),
    );
    expect(policy.get('default-src')).toBe("'none'");
    expect(policy.get('script-src')).toBe("'self'");
    expect(policy.get('connect-src')).toBe("'self'");
    expect(policy.get('frame-ancestors')).toBe("'none'");
    expect([...policy.values()].join(' ')).not.toMatch(/unsafe|https?:|\*/);
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
  });

  it('is not for other origins, whatever the app says', async () => {
    const { headers } = await ask('index.html');
    expect([...headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
  });

  it.each([
    ['asked for each time', 'index.html', 'no-cache'],
    [
      'kept for good, in no shared cache, when its content is in its name',
      'page-0123456789.js',
      'private, max-age=31536000, immutable',
    ],
  ])('is %s', async (_what, name, control) => {
    expect((await ask(name)).headers.get('cache-control')).toBe(control);
  });

  it('is not sent again to who has it, from another replica neither', async () => {
    const etag = (await ask('index.html')).headers.get('etag') ?? '';
    const again = await ask('index.html', { 'If-None-Match': etag });
    expect([again.status, await again.text()]).toEqual([304, '']);
    expect(again.headers.get('etag')).toBe(etag);
    expect((await ask('icon.svg', { 'If-None-Match': etag })).status).toBe(200);
  });

  it('is compressed for who understands that, and caches know that it depends on it', async () => {
    const [plain, zipped] = [
      await ask('index.html'),
      await ask('index.html', { 'Accept-Encoding': 'br, gzip' }),
    ];
    expect(plain.headers.has('content-encoding')).toBe(false);
    expect(zipped.headers.get('content-encoding')).toBe('gzip');
    expect(await zipped.text()).toBe(FILES['index.html']);
    for (const { headers } of [plain, zipped]) expect(headers.get('vary')).toBe('Accept-Encoding');
  });

  it('has no body for HEAD', async () => {
    const answer = await ask('index.html', {}, 'HEAD');
    expect([answer.status, await answer.text()]).toEqual([200, '']);
    expect(answer.headers.get('content-length')).toBe(String(Buffer.byteLength(FILES['index.html'])));
  });
});

describe('what is no file of the page', () => {
  const refusal = (files: Readonly<Record<string, string>>, name: string): Promise<unknown> =>
    new PageServer(files).serve(name, {} as never, {} as never).catch((error: unknown) => error);

  it.each(['page.js', '../index.html', 'toString', '__proto__', ''])('is not found: %s', async (name) => {
    expect(await refusal(FILES, name)).toMatchObject({
      status: 404,
      message: `the inspector has no ${name}`,
    });
  });

  it('is everything before the page is built, which is said', async () => {
    expect(await refusal({}, 'index.html')).toMatchObject({
      status: 404,
      message: expect.stringContaining('npm run build'),
    });
  });
});
