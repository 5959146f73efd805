import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LockHolder } from './support/child.js';
import { expectOutageSurvived, FaultBench } from './support/fault-bench.js';

describe('a database that another process has locked', () => {
  let folder: string;
  let holder: LockHolder | undefined;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'locked-'));
  });

  afterEach(async () => {
    await holder?.release();
    await rm(folder, { recursive: true });
  });

  it('holds events until the lock is free', async () => {
    const file = join(folder, 'inbox.db');
    await expectOutageSurvived({
      file,
      begin: async () => {
        holder = await LockHolder.on(file);
      },
      end: () => holder?.release(),
      problem: /inbox\.db: another program holds its write lock: close it/,
    });
  }, 60_000);

  it('does not keep the app from starting', async () => {
    const file = join(folder, 'inbox.db');
    const first = await new FaultBench({ file }).start();
    await first.inbox.close();
    holder = await LockHolder.on(file);
    const bench = await new FaultBench({ file }).start();
    try {
      await bench.append(2);
      expect(bench.held).toEqual([1, 2]);
      await bench.untilFailing(/another program holds its write lock/);
      await holder.release();
      await bench.untilWell();
      expect(bench.delivered).toEqual([1, 2]);
    } finally {
      await bench.inbox.close();
    }
  }, 60_000);
});
