import { copyFile, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually, FaultBench } from './support/fault-bench.js';

describe('a file that is gone while the app runs', () => {
  let folder: string;
  let file: string;
  let bench: FaultBench;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lost-file-'));
    file = join(folder, 'inbox.db');
    bench = await new FaultBench({ file }).start();
  });

  afterEach(async () => {
    bench.resume();
    await bench.inbox.close();
    await rm(folder, { recursive: true });
  });

  /** What SQLite has beside the file goes first: once the inbox misses the file, these are the names of its next one. */
  const removeBeside = async (): Promise<void> => {
    for (const end of ['-wal', '-shm']) await rm(file + end, { force: true });
  };

  const remove = async (): Promise<void> => {
    await removeBeside();
    await rm(file);
  };

  /** In one step, so that the inbox does not make a new file meanwhile. */
  const replaceBy = async (other: string): Promise<void> => {
    await removeBeside();
    await rename(other, file);
  };

  const isTold = (): Promise<void> =>
    eventually(() =>
      expect(bench.target.problems.join()).toContain('was deleted or replaced while the app ran'),
    );

  it('deleted: a new one is made, that is said, and what was in memory is delivered', async () => {
    bench.pause();
    await bench.append(10);
    await remove();
    await isTold();
    await bench.append(5);
    expect(bench.stored).toHaveLength(15);
    expect((await readFile(file)).subarray(0, 15).toString()).toBe('SQLite format 3');
    bench.resume();
    await bench.untilWell();
    expect(bench.delivered).toEqual(bench.accepted);
    expect(bench.target.problems).toHaveLength(2);
    expect(bench.told).toBeUndefined();
  }, 60_000);

  it('deleted with its folder: both are made anew', async () => {
    await bench.inbox.close();
    const deep = join(folder, 'deep', 'inbox.db');
    bench = await new FaultBench({ file: deep }).start();
    await bench.append(2);
    await bench.untilWell();
    // At once, so that nothing new is made in it meanwhile.
    await rename(join(folder, 'deep'), join(folder, 'gone'));
    await rm(join(folder, 'gone'), { recursive: true });
    await isTold();
    await bench.append(2);
    await bench.untilWell();
    expect(bench.delivered).toEqual([1, 2, 3, 4]);
  }, 60_000);

  it('deleted: attempts go on, and who gives up becomes a dead letter of the new file', async () => {
    let healthy = false;
    const taken: number[] = [];
    bench.target.on(
      'listener',
      ({ number, attempt }) => {
        if (number === 1 && !healthy) throw new Error('not yet');
        if (number === 2 && attempt < 1000) throw new Error('never');
      },
      { maxAttempts: 500, minDelay: 20, maxDelay: 20 },
    );
    await bench.append(2, {});
    await eventually(() => expect(bench.target.attempts.length).toBeGreaterThan(3));
    await remove();
    await isTold();
    healthy = true;
    bench.target.on(
      'listener',
      ({ number }) => {
        if (number === 2) throw new Error('never');
        taken.push(number);
      },
      { maxAttempts: 1 },
    );
    await eventually(async () => {
      expect(await bench.inbox.deadLetters.list()).toMatchObject([
        { operationID: 'op-2', reason: 'Error: never' },
      ]);
    });
    await bench.untilWell();
    expect(taken).toContain(1);
  }, 60_000);

  it('replaced by an earlier copy: what is in that one is delivered too', async () => {
    bench.pause();
    await bench.append(3);
    await bench.inbox.drain(1);
    await bench.inbox.close();
    await copyFile(file, join(folder, 'backup.db'));
    bench = await new FaultBench({ file }).start();
    await bench.untilWell();
    expect(bench.delivered).toEqual([1, 2, 3]);
    await replaceBy(join(folder, 'backup.db'));
    await isTold();
    await eventually(() => expect(bench.target.numbers()).toEqual([1, 2, 3, 1, 2, 3]));
    await bench.untilWell();
  }, 60_000);

  it("replaced by another program's database: holds events until that one is taken away", async () => {
    await bench.append(2);
    await bench.untilWell();
    const other = await foreignDatabase(folder);
    const copy = join(folder, 'copy.db');
    await copyFile(other, copy);
    await replaceBy(copy);
    await bench.untilFailing(/inbox\.db is another program's database: give sqliteInbox a file of its own/);
    await bench.append(3);
    expect(bench.held).toHaveLength(3);
    expect(await readFile(file)).toEqual(await readFile(other));
    await rm(file);
    await bench.untilWell();
    expect(bench.delivered).toEqual([1, 2, 3, 4, 5]);
  }, 60_000);

  it("another program's database from the beginning: the app does not start, and the file is as it was", async () => {
    const other = await foreignDatabase(folder);
    const before = await readFile(other);
    const refused = new FaultBench({ file: other });
    await expect(refused.start()).rejects.toThrow(`${other} is another program's database`);
    await refused.inbox.close();
    expect(await readFile(other)).toEqual(before);
  });
});

/** A database as another program might have made it: an inbox's with another application's mark. */
async function foreignDatabase(folder: string): Promise<string> {
  const path = join(folder, 'foreign.db');
  const maker = await new FaultBench({ file: path }).start();
  await maker.inbox.close();
  const bytes = await readFile(path);
  bytes.writeUInt32BE(0x12345678, 68);
  await writeFile(path, bytes);
  return path;
}
