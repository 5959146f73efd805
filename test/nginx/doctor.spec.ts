import { Injectable } from '@nestjs/common';
import { OnAnyCallback, OnUnknownCallback } from 'nestjs-openim-callback';
import { MemoryInbox } from 'nestjs-openim-callback/inbox';
import { runCli } from '../../apps/cli/src/testing/run-cli.js';
import { closeApps, startApp } from '../support/callback-app.js';
import { startNginx, type Nginx } from './nginx.js';

/** Milliseconds: connections are left idle here for seconds. */
const PATIENCE = 30_000;

const seen: unknown[] = [];

@Injectable()
class Everything {
  @OnAnyCallback()
  @OnUnknownCallback({ order: 1 })
  see(event: unknown): void {
    seen.push(event);
  }
}

describe('doctor, with nginx before the app', () => {
  let origin: string;
  let inbox: MemoryInbox;
  let nginx: Nginx | undefined;

  beforeAll(async () => {
    inbox = new MemoryInbox();
    const { port } = await startApp({ providers: [Everything], options: { path: 'cb', inbox } });
    origin = `http://127.0.0.1:${port}`;
  });

  afterEach(async () => {
    await nginx?.stop();
    nginx = undefined;
  });

  afterAll(async () => {
    await closeApps();
  });

  /** The codes that the doctor finds behind an nginx that is configured so, idle for so many seconds. */
  async function codesFor(server: string, idle: number): Promise<readonly string[]> {
    nginx = await startNginx(server);
    const url = `${nginx.origin}/cb`;
    const argv = ['doctor', '--url', url, '--idle', String(idle), '--json'];
    const { exitCode, stdout, stderr } = await runCli(argv);
    const { findings } = JSON.parse(stdout) as { findings: { code: string; reason: string; fix: string }[] };
    expect([exitCode, stderr]).toEqual([findings.length > 0 ? 1 : 0, '']);
    for (const { reason, fix } of findings) expect([reason, fix]).not.toContain('');
    return findings.map(({ code }) => code);
  }

  const proxied = (more: string, limit = 'client_max_body_size 16m;'): string =>
    `${limit} keepalive_timeout 1h; location / { proxy_pass ${origin}; ${more} }`;

  it(
    'finds nothing where all is right, beyond 6 s of idling too',
    async () => {
      expect(await codesFor(proxied(''), 7)).toEqual([]);
    },
    PATIENCE,
  );

  it(
    'finds a redirect, which makes a GET of every callback',
    async () => {
      const server = `location / { return 301 ${origin}$request_uri; } keepalive_timeout 1h; client_max_body_size 16m;`;
      expect(await codesFor(server, 0.1)).toEqual(['redirect-to-get']);
    },
    PATIENCE,
  );

  it(
    'finds a limit of 1 MB, which is what nginx has unless told otherwise',
    async () => {
      expect(await codesFor(proxied('', ''), 0.1)).toEqual(['body-limit']);
    },
    PATIENCE,
  );

  it(
    'finds a path that is rewritten',
    async () => {
      const server = `location /cb/ { proxy_pass ${origin}/; } keepalive_timeout 1h; client_max_body_size 16m;`;
      expect(await codesFor(server, 0.1)).toEqual(['path-changed']);
    },
    PATIENCE,
  );

  it('finds a path from which the command is cut', async () => {
    expect(await codesFor(proxied('rewrite ^ /cb break;'), 0.1)).toEqual(['path-changed']);
  });

  it(
    'finds idle connections that are closed early',
    async () => {
      const server = `keepalive_timeout 1s; client_max_body_size 16m; location / { proxy_pass ${origin}; }`;
      expect(await codesFor(server, 5)).toEqual(['keep-alive-short']);
    },
    PATIENCE,
  );

  it(
    'finds connections that are not kept',
    async () => {
      const server = `keepalive_timeout 0; client_max_body_size 16m; location / { proxy_pass ${origin}; }`;
      expect(await codesFor(server, 0.1)).toEqual(['keep-alive-off']);
    },
    PATIENCE,
  );

  it('has reached no listener and no inbox meanwhile', async () => {
    expect(seen).toEqual([]);
    expect(await inbox.state()).toMatchObject({ pending: 0, deadLetters: 0 });
  });
});
