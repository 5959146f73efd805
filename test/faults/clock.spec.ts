import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually, FaultBench } from './support/fault-bench.js';

const DAY = 86_400_000;
const realNow = Date.now;
/** Milliseconds that no inbox stands still for, however busy the machine is: what one has the other does not take. */
const LEASE = 3000;

describe.each([
  ['forward by ten days', 10 * DAY],
  ['back by ten days', -10 * DAY],
  ['back by a hundred days, more than a timer can wait', -100 * DAY],
])('a clock that jumps %s', (_, jump) => {
  let folder: string;
  let file: string;
  let bench: FaultBench;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'clock-'));
    file = join(folder, 'inbox.db');
    bench = await new FaultBench({ file, lease: LEASE }).start();
  });

  afterEach(async () => {
    Date.now = realNow;
    await bench.inbox.close();
    await rm(folder, { recursive: true });
  });

  const leap = (): void => {
    Date.now = () => realNow() + jump;
  };

  const flaky = (target: FaultBench['target'], until: () => boolean): void => {
    target.on(
      'listener',
      () => {
        if (!until()) throw new Error('not yet');
      },
      { minDelay: 30, maxDelay: 30, maxAttempts: 100_000 },
    );
  };

  it('stops neither deliveries nor retries, and reports nothing', async () => {
    let well = false;
    flaky(bench.target, () => well);
    await bench.append(3);
    await eventually(() => expect(bench.target.attempts.length).toBeGreaterThan(1));
    leap();
    const before = bench.target.attempts.length;
    await eventually(() => expect(bench.target.attempts.length).toBeGreaterThan(before + 2));
    // Not one after the other without a pause either.
    expect(bench.target.failures.every(({ retryIn }) => (retryIn ?? 0) <= 30)).toBe(true);
    well = true;
    await bench.append(3);
    await bench.untilWell();
    expect(bench.delivered).toEqual([1, 2, 3, 4, 5, 6]);
    expect(bench.target.problems).toEqual([]);
    expect((await bench.inbox.state()).oldestAge).toBe(0);
  }, 60_000);

  it('keeps no event that was to be tried again from being tried after a restart', async () => {
    flaky(bench.target, () => false);
    await bench.append(1);
    await eventually(() => expect(bench.target.attempts.length).toBeGreaterThan(1));
    await bench.inbox.drain(1000);
    await bench.inbox.close();
    leap();
    bench = await new FaultBench({ file }).start();
    await bench.untilWell();
    expect(bench.delivered).toEqual([1]);
    expect(bench.target.attempts[0]?.attempt).toBeGreaterThan(2);
  }, 60_000);

  it('lets dead letters be sent again, those from before and after', async () => {
    bench.target.on(
      'listener',
      () => {
        throw new Error('no');
      },
      { maxAttempts: 1 },
    );
    await bench.append(2, {});
    await eventually(async () => expect(await bench.inbox.deadLetters.list()).toHaveLength(2));
    leap();
    await bench.append(2, {});
    await eventually(async () => expect(await bench.inbox.deadLetters.list()).toHaveLength(4));
    bench.target.on('listener');
    expect(await bench.inbox.deadLetters.redrive()).toBe(4);
    await bench.untilWell();
    expect(bench.target.attempts).toHaveLength(8);
    expect(await bench.inbox.deadLetters.list()).toEqual([]);
  }, 60_000);

  it('suppresses repetitions by what the clock says now', async () => {
    await bench.append(2, { idempotencyKey: 'x' });
    leap();
    await bench.append(2, { idempotencyKey: 'x' });
    await bench.append(1, { idempotencyKey: 'y' });
    await bench.untilWell();
    expect(bench.target.numbers()).toEqual([1, 3, 5]);
  }, 60_000);

  it('leaves the leases alone: two inboxes on one file go on sharing', async () => {
    const other = await new FaultBench({ file, lease: LEASE }).start();
    try {
      await eventually(async () => {
        await bench.append(20, {});
        expect(other.target.attempts.length).toBeGreaterThan(0);
      });
      await bench.untilWell();
      leap();
      const before = other.target.attempts.length;
      await eventually(async () => {
        await bench.append(20, {});
        expect(other.target.attempts.length).toBeGreaterThan(before);
      });
      await bench.untilWell();
      const all = [...bench.target.numbers(), ...other.target.numbers()].toSorted((a, b) => a - b);
      expect(all).toEqual(bench.accepted);
    } finally {
      await other.inbox.close();
    }
  }, 60_000);
});
