import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, it } from 'node:test';
import { assertPage } from './shared/inspector-page.js';

interface App {
  readonly child: ChildProcess;
  readonly lines: AsyncIterator<string>;
}

function start(bundle: string, env: NodeJS.ProcessEnv): App {
  const child = spawn(process.execPath, [`bundles/${bundle}.mjs`], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return { child, lines: createInterface({ input: child.stdout })[Symbol.asyncIterator]() };
}

/** The rest of the next line that begins so. */
async function said({ lines }: App, beginning: string): Promise<string> {
  for (;;) {
    const { value, done } = await lines.next();
    if (done === true) throw new Error(`the app has ended before it said "${beginning}"`);
    if (value.startsWith(beginning)) return value.slice(beginning.length);
  }
}

async function kill({ child }: App): Promise<void> {
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

const readBy = (userID: string): RequestInit => ({
  method: 'POST',
  body: JSON.stringify({
    callbackCommand: 'callbackAfterSingleMsgReadCommand',
    conversationID: 'si_u1_u2',
    userID,
    Seqs: [3],
    contentType: 1,
  }),
});

void describe('an app with the durable inbox, bundled', () => {
  it('runs on the Node version it is meant to', () => {
    const expected = process.env['EXPECTED_NODE'];
    if (expected !== undefined) assert.equal(process.versions.node.split('.')[0], expected);
  });

  for (const bundle of ['plain', 'minified', 'names-kept'])
    it(`${bundle}: delivers after a kill what it has acknowledged`, async () => {
      const folder = await mkdtemp(join(tmpdir(), 'bundled-'));
      const INBOX = join(folder, 'inbox.db');
      const first = start(bundle, { INBOX, STUCK: 'yes' });
      const url = await said(first, 'listening ');
      const response = await fetch(`${url}/callbackExample`, readBy('u7'));
      assert.equal(((await response.json()) as { nextCode?: number }).nextCode, 0);
      assert.equal(await said(first, 'read by '), 'u7');
      await kill(first);
      const second = start(bundle, { INBOX });
      assert.equal(await said(second, 'read by '), 'u7');
      await kill(second);
      await rm(folder, { recursive: true });
    });

  for (const bundle of ['plain', 'minified', 'names-kept'])
    it(`${bundle}: has the page of the inspector`, async () => {
      const folder = await mkdtemp(join(tmpdir(), 'bundled-'));
      const app = start(bundle, { INBOX: join(folder, 'inbox.db') });
      await assertPage(await said(app, 'listening '));
      await kill(app);
      await rm(folder, { recursive: true });
    });

  it('says what to do where the bundler has broken the SQLite thread', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'bundled-'));
    const { child } = start('minified-names-kept', { INBOX: join(folder, 'inbox.db') });
    let errors = '';
    child.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    const [code] = (await once(child, 'close')) as [number];
    assert.notEqual(code, 0);
    assert.match(errors, /UnusableStorageError: .*external to the bundle/);
    await rm(folder, { recursive: true });
  });
});
