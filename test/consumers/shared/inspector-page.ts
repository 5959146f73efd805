import assert from 'node:assert/strict';
import { Session } from 'node:inspector';

/** What a visit to the inspector asks for, with and without a slash behind its path: all of it is in the package. */
export async function assertPage(url: string): Promise<void> {
  for (const path of ['/openim', '/openim/']) {
    const page = await get(new URL(path, url), 'text/html');
    const html = await page.text();
    const names = [...html.matchAll(/(?:src|href)="(\.\/[^"]+)"/g)].map(([, name = '']) => name);
    assert.deepEqual(names.map((name) => name.split('.').pop()).sort(), ['css', 'js'], html);
    for (const name of names) {
      const file = await get(new URL(name, page.url), name.endsWith('.js') ? 'text/javascript' : 'text/css');
      assert.ok((await file.text()).length > 1000, name);
    }
  }
  const info = (await (await get(new URL('/openim/api/info', url), 'application/json')).json()) as object;
  assert.ok('token' in info);
}

async function get(url: URL, type: string): Promise<Response> {
  const response = await fetch(url);
  assert.equal(response.status, 200, `${url.href}: ${response.status}`);
  assert.ok(response.headers.get('content-type')?.startsWith(type), url.href);
  return response;
}

/** The files of the inspector that this process has loaded, of either build. */
export function loadedOfInspector(): string[] {
  const session = new Session();
  const scripts: string[] = [];
  session.connect();
  session.on('Debugger.scriptParsed', ({ params }) => scripts.push(params.url));
  // Tells of every script there is before it returns.
  session.post('Debugger.enable');
  session.disconnect();
  return scripts.filter((each) => /\/nestjs-openim-callback\/dist\/\w+\/inspector\b/.test(each));
}
