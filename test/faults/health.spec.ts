import { existsSync } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { OnSingleMsgRead } from '../../libs/openim-callback/src/listeners/decorators.js';
import { sqliteInbox } from '../../libs/openim-callback/src/delivery/inboxes/sqlite/sqlite-inbox.js';
import { readBody } from '../support/bodies.js';
import { closeApps, startApp } from '../support/callback-app.js';
import { healthController } from '../support/health-controller.js';
import { postCallback } from '../support/http.js';
import { LockHolder } from './support/child.js';
import { eventually, type Outage } from './support/fault-bench.js';
import { run, Volume } from './support/mounts.js';

@Injectable()
class Listeners {
  @OnSingleMsgRead()
  onRead(): void {
    // What is delivered does not matter here.
  }
}

/** An app that is asked for its health as an orchestrator does, before, during and after an outage. */
async function expectUnhealthyAndBack({ file, begin, end, problem }: Outage): Promise<void> {
  const { port } = await startApp({
    options: { inbox: sqliteInbox({ file, lease: 300, pollInterval: 20 }), shutdownTimeout: 1000 },
    imports: [TerminusModule],
    controllers: [healthController()],
    providers: [Listeners],
  });
  const health = async () => {
    const response = await fetch(`http://127.0.0.1:${port}/health`);
    const { details } = (await response.json()) as { details: { openim: { problems: string[] } } };
    return { status: response.status, problems: details.openim.problems.join() };
  };
  const becomes = (status: number, problems: RegExp): Promise<void> =>
    eventually(async () => {
      await postCallback(port, '/callbackExample', readBody);
      const now = await health();
      expect(now.problems).toMatch(problems);
      expect(now.status).toBe(status);
    });
  await becomes(200, /^$/);
  await begin();
  await becomes(503, problem);
  await end();
  await becomes(200, /^$/);
}

describe('the health of an app', () => {
  let volume: Volume | undefined;
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'health-'));
  });

  afterEach(async () => {
    await closeApps();
    volume?.remove();
    volume = undefined;
    await rm(folder, { recursive: true });
  });

  it('turns bad on a full disk, and back when there is room', async () => {
    const disk = (volume = Volume.tmpfs(2048));
    await expectUnhealthyAndBack({
      file: join(disk.path, 'inbox.db'),
      begin: () => disk.fill(),
      end: () => disk.free(),
      problem: /the disk is full: make room/,
    });
  }, 60_000);

  it('turns bad when another process holds the lock, and back when it lets go', async () => {
    const file = join(folder, 'inbox.db');
    let holder: LockHolder | undefined;
    await expectUnhealthyAndBack({
      file,
      begin: async () => {
        holder = await LockHolder.on(file);
      },
      end: () => holder?.release(),
      problem: /another program holds its write lock/,
    });
  }, 60_000);

  it('turns bad on a file system that the kernel made read-only, and back when it is mounted anew', async () => {
    const disk = (volume = Volume.ext4());
    await expectUnhealthyAndBack({
      file: join(disk.path, 'inbox.db'),
      begin: () => disk.break(),
      end: async () => {
        await eventually(() => disk.unmount());
        disk.mount();
      },
      problem: /read-only|permissions/,
    });
  }, 60_000);

  it('turns bad when the volume vanishes, and back when it returns', async () => {
    const disk = (volume = Volume.tmpfs(4096));
    const aside = Volume.tmpfs(64);
    try {
      await expectUnhealthyAndBack({
        file: join(disk.path, 'inbox.db'),
        begin: () => run('mount', '--move', disk.path, aside.path),
        end: () => run('mount', '--move', aside.path, disk.path),
        problem: /cannot be opened or made|permissions/,
      });
    } finally {
      await closeApps();
      aside.remove();
    }
  }, 60_000);

  it('turns bad when the file is made immutable, and back when it no longer is', async () => {
    const disk = (volume = Volume.ext4());
    const file = join(disk.path, 'inbox.db');
    const those = (): string[] => [file, `${file}-wal`].filter((each) => existsSync(each));
    await expectUnhealthyAndBack({
      file,
      begin: () => run('chattr', '+i', ...those()),
      end: () => run('chattr', '-i', ...those()),
      problem: /read-only|permissions/,
    });
  }, 60_000);

  it("turns bad when another program's database takes the place, and back when that is gone", async () => {
    const file = join(folder, 'inbox.db');
    const other = join(folder, 'other.db');
    run(
      process.execPath,
      '-e',
      `new (require('libsql'))(process.argv[1]).exec('CREATE TABLE theirs (x)')`,
      other,
    );
    await expectUnhealthyAndBack({
      file,
      begin: async () => {
        for (const end of ['-wal', '-shm']) await rm(file + end, { force: true });
        // In one step, so that the inbox does not make a new file meanwhile.
        await rename(other, file);
      },
      end: () => rm(file),
      problem: /another program's database/,
    });
  }, 60_000);
});
