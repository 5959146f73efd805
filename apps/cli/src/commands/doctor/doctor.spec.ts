import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Injectable, type CanActivate } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { closeApps, startApp } from '../../../../../test/support/callback-app.js';
import { cert, key } from '../../../../../test/support/self-signed.js';
import { runCli } from '../../testing/run-cli.js';
import type { Diagnosis } from './report.js';

@Injectable()
class Nobody implements CanActivate {
  canActivate(): boolean {
    return false;
  }
}

describe('openim-callback doctor', () => {
  const servers: Server[] = [];
  let folder = '';

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'doctor-'));
  });

  afterEach(async () => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
    await closeApps();
  });

  afterAll(() => rm(folder, { recursive: true }));

  async function serve(respond: RequestListener, keepAliveTimeout = 0): Promise<string> {
    const server = createServer(respond);
    server.keepAliveTimeout = keepAliveTimeout;
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/cb`;
  }

  async function diagnose(...argv: readonly string[]): Promise<Diagnosis & { readonly exitCode: number }> {
    const { exitCode, stdout, stderr } = await runCli(['doctor', '--json', '--idle', '0', ...argv]);
    expect(stderr).toBe('');
    return { exitCode, ...(JSON.parse(stdout) as Diagnosis) };
  }

  const codes = async (...argv: readonly string[]): Promise<string[]> =>
    (await diagnose(...argv)).findings.map(({ code }) => code);

  async function save(name: string, lines: readonly string[]): Promise<string> {
    const file = join(folder, name);
    await writeFile(file, `${lines.join('\n')}\n`);
    return file;
  }

  it.each(['--config', '--env-file'])('reads the variables of a compose file (%s)', async (option) => {
    const file = await save('compose.yml', [
      'services:',
      '  openim-server:',
      '    environment:',
      '      - IMENV_WEBHOOKS_URL=10.0.0.5/cb',
      '      - IMENV_WEBHOOKS_AFTERQUITGROUP_ENABLE=true',
      '      - IMENV_WEBHOOKS_AFTERQUITGROUP_TIMEOUT=99',
      '      - IMENV_WEBHOOKS_AFTERADDFREIND_ENABLE=true',
      '      - IMENV_WEBHOOKS_afterAddFriend_ENABLE=true',
      '      - IMENV_WEBHOOKS_BEFOREADDFRIEND_ENABLE=yes',
      '      - IMENV_WEBHOOKS_AFTERSENDSINGLEMSG_ATTENTIONIDS=u1,u2',
      '      - IMENV_WEBHOOKS_AFTERADDFRIEND_RETRIES=3',
      '      - IMENV_WEBHOOKS_AFTERREVOKEMSG_ENABLE=',
    ]);
    const { findings } = await diagnose(option, file, '--listen', 'afterQuitGroup,afterAddFriend');
    expect(findings.map(({ code, setting, place }) => [code, setting, place?.line])).toEqual([
      ['url-scheme', 'url', 4],
      ['timeout-too-long', 'afterQuitGroup.timeout', 6],
      ['env-ignored', 'IMENV_WEBHOOKS_AFTERADDFREIND_ENABLE', 7],
      ['env-ignored', 'IMENV_WEBHOOKS_afterAddFriend_ENABLE', 8],
      ['wrong-type', 'beforeAddFriend.enable', 9],
      ['env-list', 'IMENV_WEBHOOKS_AFTERSENDSINGLEMSG_ATTENTIONIDS', 10],
      ['env-ignored', 'IMENV_WEBHOOKS_AFTERADDFRIEND_RETRIES', 11],
      ['not-enabled', 'afterAddFriend', undefined],
    ]);
    expect(findings.map(({ fix }) => fix)).toEqual(
      expect.arrayContaining([
        'call it IMENV_WEBHOOKS_AFTERADDFRIEND_ENABLE',
        'set IMENV_WEBHOOKS_AFTERADDFRIEND_ENABLE=true and IMENV_WEBHOOKS_AFTERADDFRIEND_TIMEOUT=5',
      ]),
    );
  });

  it('puts variables before what webhooks.yml says, for the settings that it has', async () => {
    const config = await save('webhooks.yml', [
      'url: http://h/cb/',
      'afterQuitGroup: { enable: false, timeout: 5 }',
      'afterAddFriend: { enable: true }',
    ]);
    const env = await save('.env', [
      'IMENV_WEBHOOKS_URL=http://h/cb',
      'IMENV_WEBHOOKS_AFTERQUITGROUP_ENABLE=true',
      'IMENV_WEBHOOKS_AFTERADDFRIEND_TIMEOUT=5',
      'IMENV_WEBHOOKS_AFTERREVOKEMSG_ENABLE=true',
    ]);
    const { findings } = await diagnose(
      '--config',
      config,
      '--env-file',
      env,
      '--listen',
      'afterQuitGroup,afterAddFriend',
    );
    expect(findings.map(({ code, setting, place }) => [code, setting, place?.line])).toEqual([
      ['env-ignored', 'IMENV_WEBHOOKS_AFTERADDFRIEND_TIMEOUT', 3],
      ['timeout-none', 'afterAddFriend.timeout', 3],
      ['env-ignored', 'IMENV_WEBHOOKS_AFTERREVOKEMSG_ENABLE', 4],
    ]);
    expect(findings[0]?.reason).toContain('has no afterAddFriend.timeout');
  });

  it('says what a certificate must be that nobody trusts', async () => {
    const server = createHttpsServer({ key, cert }, (_request, response) => response.end('{}'));
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { findings } = await diagnose(
      '--url',
      `https://127.0.0.1:${(server.address() as AddressInfo).port}/cb`,
    );
    expect(findings).toMatchObject([
      {
        code: 'unreachable',
        fix: expect.stringContaining('of an authority that the machine of OpenIM trusts'),
      },
    ]);
  });

  it.each(['controller', 'direct'] as const)(
    'finds nothing wrong with the module (%s mount)',
    async (mount) => {
      const { port, log } = await startApp({ options: { path: 'cb', mount } });
      const before = log.lines.length;
      const { exitCode, findings, measured, skipped } = await diagnose(
        '--url',
        `http://127.0.0.1:${port}/cb`,
        '--idle',
        '0.1',
      );
      expect([exitCode, findings]).toEqual([0, []]);
      expect(measured).toMatchObject({ idle: 0.1, largestBody: 8 * 1024 * 1024 });
      expect(measured?.latency?.afterPerSecond).toBeCloseTo(2000 / (measured?.latency?.median ?? 0));
      expect(skipped).toEqual(['webhooks.yml: give --config']);
      // However late the module says that the app is not ended in order.
      expect(log.lines.slice(before).filter((line) => !line.includes('enableShutdownHooks'))).toEqual([]);
    },
  );

  it('signs probes, so that there must be some', async () => {
    const { exitCode, stderr } = await runCli([
      ...['doctor', '--config', await save('webhooks.yml', ['url: http://h/cb'])],
      ...['--sign', 'HMAC-SHA1', '--sign-key', import.meta.filename, '--signature-encoding', 'hex'],
      ...['--signature-header', 'X-Signature', '--nonce-header', 'X-Nonce'],
    ]);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('--sign signs probes: give --url')]);
  });

  it('tells it in words', async () => {
    const { port } = await startApp({ options: { path: 'cb' } });
    const { stdout } = await runCli(['doctor', '--url', `http://127.0.0.1:${port}/cb`, '--idle', '0']);
    expect(stdout).toMatch(
      /probed http:.*\n.*8388608 bytes arrived whole\nlatency: .*\nat that latency .*\n\nnot checked: webhooks.yml.*\nnothing is wrong\n$/,
    );
  });

  it('takes the url of the file, and tells once what is wrong with it', async () => {
    const { port } = await startApp({ options: { path: 'cb' } });
    const file = join(folder, 'webhooks.yml');
    await writeFile(file, `url: http://127.0.0.1:${port}/cb/\n`);
    const { findings } = await diagnose('--config', file, '--probe');
    expect(findings).toMatchObject([{ code: 'url-trailing-slash', place: { line: 1 } }]);
  });

  it.each([
    ['nothing there', async () => 'http://127.0.0.1:1/cb', ['unreachable']],
    ['a url without a scheme', async () => '127.0.0.1/cb', ['url-scheme']],
    ['a page', () => serve((_request, response) => void response.end('<html>')), ['answer-unreadable']],
    [
      'a page that says 404',
      () => serve((_request, response) => void response.writeHead(404).end('<html>')),
      ['path-changed'],
    ],
    ['another receiver', () => serve((_request, response) => void response.end('{}')), ['not-recognised']],
    [
      'another receiver with a small limit',
      () =>
        serve((request, response) => {
          const large = Number(request.headers['content-length']) > 1000;
          request.resume().on('end', () => response.writeHead(large ? 413 : 200).end('{}'));
        }),
      ['not-recognised', 'body-limit'],
    ],
    [
      'a redirect that repeats the POST',
      async () => {
        const { port } = await startApp({ options: { path: 'cb' } });
        const location = (path = ''): string => `http://127.0.0.1:${port}${path}`;
        return serve(
          (request, response) =>
            void request
              .resume()
              .on('end', () => response.writeHead(308, { location: location(request.url) }).end()),
        );
      },
      ['redirect'],
    ],
    [
      'an app on another path',
      async () => `http://127.0.0.1:${(await startApp({ options: { path: 'callbacks' } })).port}/cb`,
      ['path-changed'],
    ],
    [
      'an app with a smaller limit',
      async () =>
        `http://127.0.0.1:${(await startApp({ options: { path: 'cb', bodyLimit: 2_000_000 } })).port}/cb`,
      ['body-limit'],
    ],
    [
      'an app with a secret',
      async () =>
        `http://127.0.0.1:${(await startApp({ options: { path: 'cb', access: { pathSecrets: ['correct-horse'] } } })).port}/cb`,
      ['unauthorised'],
    ],
    [
      'an app with a guard',
      async () =>
        `http://127.0.0.1:${(await startApp({ options: { path: 'cb' }, providers: [{ provide: APP_GUARD, useClass: Nobody }] })).port}/cb`,
      ['blocked-by-app'],
    ],
  ])('finds %s', async (_what, url, expected) => {
    expect(await codes('--url', await url())).toEqual(expected);
  });

  it('finds connections that are closed early, and tells when', async () => {
    const url = await serve((_request, response) => void response.end('{}'), 1000);
    const { findings, measured } = await diagnose('--url', url, '--idle', '60');
    expect(findings.map(({ code }) => code)).toEqual(['not-recognised', 'keep-alive-short']);
    expect(measured?.idle).toBeGreaterThan(0);
    expect(measured?.idle).toBeLessThan(60);
  });

  it('finds connections that die without being closed', async () => {
    const used = new WeakSet<object>();
    const url = await serve((request, response) => {
      // The second request over a connection finds nobody.
      if (used.has(request.socket)) return void request.socket.destroy();
      used.add(request.socket);
      response.end('{}');
    });
    expect(await codes('--url', url, '--idle', '0.1')).toContain('keep-alive-lost');
  });

  it('holds the latency against what there is to send', async () => {
    const { port } = await startApp({ options: { path: 'cb' } });
    expect(await codes('--url', `http://127.0.0.1:${port}/cb`, '--rate', '1000000')).toEqual([
      'slow-answers',
    ]);
  });

  it.each([
    [[], 'give --config, --env-file or --url'],
    [['--config', '/nowhere/webhooks.yml'], 'ENOENT'],
    [['--probe', '--listen', 'afterUserOnline'], '--probe takes the url of --config'],
  ])('with %j looks at nothing and says why', async (argv, reason) => {
    const { exitCode, stdout, stderr } = await runCli(['doctor', ...argv]);
    expect([exitCode, stdout, stderr]).toEqual([2, '', expect.stringContaining(reason)]);
  });

  it('masks passwords', async () => {
    const { stdout } = await runCli(['doctor', '--url', 'http://user:s3cret@127.0.0.1:1/cb', '--json']);
    expect(stdout).toContain('user:***@');
    expect(stdout).not.toContain('s3cret');
  });
});
