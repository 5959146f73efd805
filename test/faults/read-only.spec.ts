import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { eventually, expectOutageSurvived, FaultBench } from './support/fault-bench.js';
import { run, Volume } from './support/mounts.js';

const READ_ONLY = /inbox\.db: .*(read-only|permissions)/;

describe('a storage that cannot be written', () => {
  let volume: Volume;

  afterEach(() => volume.remove());

  it('a file system that the kernel made read-only after an error: holds events until it is mounted anew', async () => {
    volume = Volume.ext4();
    await expectOutageSurvived({
      file: join(volume.path, 'inbox.db'),
      begin: () => volume.break(),
      end: async () => {
        await eventually(() => volume.unmount());
        volume.mount();
      },
      problem: READ_ONLY,
    });
  }, 60_000);

  it('a volume that vanishes and returns: holds events meanwhile and makes no file in its place', async () => {
    volume = Volume.tmpfs(4096);
    const file = join(volume.path, 'inbox.db');
    const aside = Volume.tmpfs(64);
    try {
      await expectOutageSurvived({
        file,
        begin: () => run('mount', '--move', volume.path, aside.path),
        end: () => run('mount', '--move', aside.path, volume.path),
        problem: /inbox\.db: .*(cannot be opened or made|permissions)/,
      });
    } finally {
      aside.remove();
    }
  }, 60_000);

  it('a file made immutable: holds events until it is no longer', async () => {
    volume = Volume.ext4();
    const file = join(volume.path, 'inbox.db');
    const those = (): string[] => [file, `${file}-wal`].filter((each) => existsSync(each));
    await expectOutageSurvived({
      file,
      begin: () => run('chattr', '+i', ...those()),
      end: () => run('chattr', '-i', ...those()),
      problem: READ_ONLY,
    });
  }, 60_000);

  it('a file system mounted read-only before the app starts: starts, and holds events', async () => {
    volume = Volume.tmpfs(4096);
    volume.remount('ro');
    const bench = await new FaultBench({ file: join(volume.path, 'data', 'inbox.db') }).start();
    try {
      await bench.append(3);
      expect(bench.held).toEqual([1, 2, 3]);
      await bench.untilFailing(/remount (the file system|it)/);
      volume.remount('rw');
      await bench.untilWell();
      expect(bench.delivered).toEqual([1, 2, 3]);
    } finally {
      await bench.inbox.close();
    }
  }, 60_000);

  it('a folder that nothing can be made in: starts, and holds events', async () => {
    volume = Volume.ext4();
    run('chattr', '+i', volume.path);
    const bench = await new FaultBench({ file: join(volume.path, 'inbox.db') }).start();
    try {
      await bench.append(3);
      expect(bench.held).toEqual([1, 2, 3]);
      await bench.untilFailing(
        /inbox\.db: it cannot be opened or made: look at its folder and the permissions/,
      );
      run('chattr', '-i', volume.path);
      await bench.untilWell();
      expect(bench.delivered).toEqual([1, 2, 3]);
    } finally {
      run('chattr', '-i', volume.path);
      await bench.inbox.close();
    }
  }, 60_000);

  it('a path through a file: starts, and says which', async () => {
    volume = Volume.tmpfs(4096);
    run('touch', join(volume.path, 'data'));
    const bench = await new FaultBench({ file: join(volume.path, 'data', 'inbox.db') }).start();
    try {
      await bench.append(1);
      await bench.untilFailing(/inbox\.db: a part of the path is a file: choose another path/);
      run('rm', join(volume.path, 'data'));
      await bench.untilWell();
      expect(bench.delivered).toEqual([1]);
    } finally {
      await bench.inbox.close();
    }
  }, 60_000);
});
