import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { readVersion } from './program.js';
import { buildCli, installBin, installBullmqInbox } from './testing/build-cli.js';
import { startInbox, unusableCallback } from './testing/inbox.js';
import { useReceivers } from './testing/receiver.js';
import type { CliResult } from './testing/run-cli.js';

describe('bin/openim-callback.js', () => {
  const startReceiver = useReceivers();
  let folder = '';
  let program = '';

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'openim-callback-'));
    program = await buildCli(folder);
  });

  afterAll(() => rm(folder, { recursive: true }));

  function start(argv: readonly string[], path = program): ChildProcessWithoutNullStreams {
    return spawn(process.execPath, [path, ...argv], {
      cwd: tmpdir(),
      env: { ...process.env, NODE_OPTIONS: '' },
    });
  }

  async function finish(child: ChildProcessWithoutNullStreams): Promise<CliResult> {
    const [[exitCode], stdout, stderr] = await Promise.all([
      once(child, 'exit'),
      text(child.stdout),
      text(child.stderr),
    ]);
    return { exitCode, stdout, stderr };
  }

  it('runs', async () => {
    expect(await finish(start(['--version']))).toEqual({
      exitCode: 0,
      stdout: `${readVersion()}\n`,
      stderr: '',
    });
  });

  it('passes the exit code on', async () => {
    const receiver = await startReceiver(({ response }) => response.end('{"nextCode":1,"errCode":5001}'));
    const { exitCode, stdout, stderr } = await finish(
      start(['trigger', 'beforeAddFriend', '--url', receiver.url]),
    );
    expect([exitCode, stderr]).toEqual([1, '']);
    expect(stdout).toContain('REFUSED with 5001');
    expect((await finish(start(['trigger', 'x', '--url', receiver.url]))).exitCode).toBe(2);
  });

  it('reads standard input', async () => {
    const receiver = await startReceiver();
    const child = start(['trigger', 'afterUserOnline', '--url', receiver.url, '--body', '-']);
    child.stdin.end('{"a":1}');
    expect((await finish(child)).exitCode).toBe(0);
    expect(receiver.arrivals[0]?.body).toEqual({ a: 1 });
  });

  it('sums up and ends at a real Ctrl-C, while a request hangs', async () => {
    const receiver = await startReceiver(() => undefined);
    const child = start(['trigger', 'afterUserOnline', '--url', receiver.url, '--count', '5', '--json']);
    await receiver.arrived(1);
    child.kill('SIGINT');
    const { exitCode, stdout } = await finish(child);
    expect(exitCode).toBe(130);
    expect(JSON.parse(stdout)).toMatchObject({ count: 5, finished: 0, interrupted: true, exitCode: 130 });
  });

  it('looks after dead letters without NestJS, and finds its driver though a link has started it', async () => {
    const file = join(folder, 'inbox.db');
    const inbox = await startInbox(file);
    await inbox.setAside(unusableCallback({ reason: 'bad JSON' }));
    await inbox.close();
    const link = join(await mkdtemp(join(folder, 'bin-')), 'openim-callback');
    await symlink(program, link);
    const { exitCode, stdout, stderr } = await finish(
      start(['dead-letters', 'list', '--file', file, '--json'], link),
    );
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout)).toMatchObject([{ kind: 'unusable', reason: 'bad JSON' }]);
  });

  it('needs the library for dead letters only', async () => {
    const alone = await mkdtemp(join(folder, 'alone-'));
    const path = await buildCli(alone);
    await rm(join(alone, 'node_modules/nestjs-openim-callback'), { recursive: true });
    expect((await finish(start(['list'], path))).exitCode).toBe(0);
  });

  it.each([
    ['--redis', 'redis://127.0.0.1:1', 'ioredis'],
    ['--postgres', 'postgres://127.0.0.1:1/app', 'pg'],
  ])('says how to install what %s needs', async (option, url, driver) => {
    const list = ['dead-letters', 'list', option, url];
    expect(await finish(start(list))).toEqual({
      exitCode: 3,
      stdout: '',
      stderr: `error: ${url} needs a package that is not installed: npm install nestjs-openim-callback-bullmq bullmq ${driver}\n`,
    });
    const withInbox = await mkdtemp(join(folder, 'bullmq-'));
    const path = await buildCli(withInbox);
    await installBullmqInbox(withInbox);
    expect(await finish(start(list, path))).toEqual({
      exitCode: 3,
      stdout: '',
      stderr: `error: bullmqInbox needs the package ${driver}: npm install bullmq ${driver}\n`,
    });
  });

  it('says what to do when it is not built', async () => {
    const path = await installBin(join(folder, 'unbuilt'));
    expect(await finish(start(['list'], path))).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: 'openim-callback is not built yet. Build it first: npm run build\n',
    });
  });

  it('ends quietly when nobody reads its output', async () => {
    const child = start(['list']);
    child.stdout.destroy();
    const [[exitCode], stderr] = await Promise.all([once(child, 'exit'), text(child.stderr)]);
    expect([exitCode, stderr]).toEqual([0, '']);
  });
});
