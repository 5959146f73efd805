import { mkdtemp, open, readdir, readFile, rm, stat, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually, FaultBench } from './support/fault-bench.js';

const PAGE = 4096;

describe('a damaged file', () => {
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'damaged-'));
    file = join(folder, 'inbox.db');
  });

  afterEach(() => rm(folder, { recursive: true }));

  /** A closed inbox with so many events that were stored and not delivered. */
  async function backlog(count: number, close: 'clean' | 'as killed' = 'clean'): Promise<void> {
    const bench = await new FaultBench({ file }).start();
    bench.pause();
    await bench.append(count);
    expect(bench.stored).toHaveLength(count);
    await bench.inbox.drain(1);
    if (close === 'clean') await bench.inbox.close();
    else await copyLive(bench);
  }

  /** What is on the disk while the app runs is what a kill leaves behind. */
  async function copyLive(bench: FaultBench): Promise<void> {
    const parts = await Promise.all(
      ['', '-wal'].map(async (end) => [end, await readFile(file + end)] as const),
    );
    await bench.inbox.close();
    for (const [end, bytes] of parts) await write(file + end, bytes, 0);
  }

  async function write(path: string, bytes: Buffer, at: number): Promise<void> {
    const handle = await open(path, at === 0 && bytes.length > 1 ? 'w' : 'r+');
    await handle.write(bytes, 0, bytes.length, at);
    await handle.sync();
    await handle.close();
  }

  /** Flips one bit. */
  async function flip(path: string, at: number): Promise<void> {
    const byte = (await readFile(path)).subarray(at, at + 1);
    await write(path, Buffer.from([(byte[0] ?? 0) ^ 0x10]), at);
  }

  const asides = async (): Promise<string[]> =>
    (await readdir(folder)).filter((name) => /^inbox\.db\.damaged-[^-]+-..-..T[^-]*-..-..-...Z$/.test(name));

  /** The damaged file is kept under another name, that is said, and the app goes on with a new file. */
  async function expectSetAside(): Promise<void> {
    const damaged = await readFile(file);
    const bench = await new FaultBench({ file }).start();
    try {
      await bench.append(3);
      await bench.untilWell();
      expect(bench.stored).toEqual([1, 2, 3]);
      expect(bench.delivered).toEqual([1, 2, 3]);
      const [aside = ''] = await asides();
      expect(bench.target.problems).toEqual([
        `${file} was damaged and is now ${join(folder, aside)}; a new file is in use. ` +
          `Recover events with: sqlite3 ${join(folder, aside)} .recover`,
        undefined,
      ]);
      expect(await readFile(join(folder, aside))).toEqual(damaged);
    } finally {
      await bench.inbox.close();
    }
  }

  it('cut off in the middle of a page: set aside', async () => {
    await backlog(200);
    await truncate(file, Math.floor((await stat(file)).size / 2) + 100);
    await expectSetAside();
  });

  it('cut off between pages: set aside', async () => {
    await backlog(200);
    const { size } = await stat(file);
    await truncate(file, size - PAGE * 2);
    await expectSetAside();
  });

  it('cut off within its header: set aside', async () => {
    await backlog(10);
    await truncate(file, 50);
    await expectSetAside();
  });

  it('cut off to nothing while its journal is there: set aside with the journal', async () => {
    await backlog(10, 'as killed');
    const journal = await readFile(`${file}-wal`);
    expect(journal.length).toBeGreaterThan(0);
    await truncate(file, 0);
    await expectSetAside();
    const [aside = ''] = await asides();
    expect(await readFile(join(folder, `${aside}-wal`))).toEqual(journal);
  });

  it('a bit of its magic text: set aside', async () => {
    await backlog(10);
    await flip(file, 3);
    await expectSetAside();
  });

  it('a bit of a page of the tree: set aside', async () => {
    await backlog(200);
    // The root of `events`, the second table after SQLite's own: its page type.
    const bytes = await readFile(file);
    const pages = Array.from({ length: bytes.length / PAGE }, (_, index) => index * PAGE);
    const interior = pages.find((at) => at > 0 && bytes[at] === 0x05) ?? 0;
    expect(interior).toBeGreaterThan(0);
    await flip(file, interior);
    await expectSetAside();
  });

  it('a bit of a stored body: that event becomes a dead letter, the others are delivered', async () => {
    await backlog(20);
    const bytes = await readFile(file);
    // Every copy: SQLite leaves the old one where it was when it moves a row to another page.
    const text = '"number":7,';
    for (let at = bytes.indexOf(text); at >= 0; at = bytes.indexOf(text, at + 1)) await flip(file, at + 2);
    const bench = await new FaultBench({ file }).start();
    try {
      await bench.untilWell();
      const expected = Array.from({ length: 20 }, (_, index) => index + 1).filter((number) => number !== 7);
      expect(bench.delivered).toEqual(expected);
      const [letter, ...more] = await bench.inbox.deadLetters.list();
      expect(more).toEqual([]);
      expect(letter).toMatchObject({ kind: 'undelivered', listener: undefined, operationID: 'op-7' });
      expect(bench.target.unreadables).toEqual([letter?.eventID]);
      expect(letter?.reason).toContain('the file is damaged');
      expect(letter?.raw.toString()).toContain(':7,');
      expect(await asides()).toEqual([]);
    } finally {
      await bench.inbox.close();
    }
  });

  it('a bit of the note of who is left: that event becomes a dead letter, the others are delivered', async () => {
    const bench = await new FaultBench({ file }).start();
    bench.target.on(
      'listener',
      ({ number }) => {
        if (number === 2) throw new Error('not yet');
      },
      { minDelay: 60_000, maxDelay: 60_000 },
    );
    await bench.append(3, {});
    await eventually(async () => expect((await bench.inbox.state()).pending).toBe(1));
    await bench.inbox.drain(1000);
    await bench.inbox.close();
    const bytes = await readFile(file);
    await flip(file, bytes.indexOf('[{"listener"'));
    const again = await new FaultBench({ file }).start();
    try {
      await again.append(1);
      await again.untilWell();
      const [letter] = await again.inbox.deadLetters.list();
      expect(letter?.reason).toContain('the file is damaged');
      expect(letter?.operationID).toBe('op-2');
    } finally {
      await again.inbox.close();
    }
  });

  it('damaged while two inboxes run on it: set aside by one, and what was in memory is delivered', async () => {
    const benches = [new FaultBench({ file, lookAhead: 5 }), new FaultBench({ file, lookAhead: 5 })];
    try {
      for (const bench of benches) {
        await bench.start();
        bench.pause();
      }
      for (const bench of benches) await bench.append(300, {});
      await truncate(file, 100);
      await truncate(`${file}-wal`, 32);
      for (const bench of benches) {
        await eventually(() => expect(bench.target.problems.join()).toContain('is in use'));
      }
      for (const bench of benches) {
        bench.resume();
        await bench.append(5, {});
      }
      await Promise.all(benches.map((bench) => bench.untilWell()));
      expect(await asides()).toHaveLength(1);
      const delivered = benches.flatMap(({ target }) => target.numbers());
      const accepted = benches.flatMap((bench) => bench.accepted.slice(-5));
      for (const number of accepted) expect(delivered).toContain(number);
      for (const { target } of benches) expect(target.numbers().length).toBeGreaterThanOrEqual(5);
    } finally {
      for (const bench of benches) bench.resume();
      await Promise.all(benches.map(({ inbox }) => inbox.close()));
    }
  }, 60_000);

  it('damaged when two inboxes start on it: one sets it aside, and both go on with the same new file', async () => {
    await backlog(50);
    await truncate(file, PAGE + 100);
    const benches = [new FaultBench({ file, lease: 3000 }), new FaultBench({ file, lease: 3000 })];
    try {
      await Promise.all(benches.map((bench) => bench.start()));
      for (const bench of benches) await bench.append(5, {});
      await Promise.all(benches.map((bench) => bench.untilWell()));
      const delivered = benches.flatMap(({ target }) => target.numbers());
      expect(delivered.toSorted((a, b) => a - b)).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
      expect(await asides()).toHaveLength(1);
    } finally {
      await Promise.all(benches.map(({ inbox }) => inbox.close()));
    }
  }, 60_000);
});
