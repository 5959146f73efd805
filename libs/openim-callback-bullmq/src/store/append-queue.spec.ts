import fc from 'fast-check';
import { eventually, Gate } from '../../../../test/support/inbox-suite.js';
import { InboxFullError } from 'nestjs-openim-callback/inbox';
import { AppendQueue, StoreAwayError, type AppendQueueParts } from './append-queue.js';
import { RefusedError } from './queue-store.js';

const away = (): Promise<void> => Promise.reject(new Error('connection refused'));

const queueOf = (parts: Partial<AppendQueueParts<number>>): AppendQueue<number> =>
  new AppendQueue<number>({
    store: () => Promise.resolve(),
    insteadOf: () => undefined,
    onAway: () => undefined,
    onBack: () => undefined,
    holds: true,
    maxHeld: 100,
    maxHeldBytes: 1000,
    ...parts,
  });

const append = (queue: AppendQueue<number>, item: number) => queue.append({ item, bytes: 1 });

describe('AppendQueue', () => {
  it('stores what comes while a trip is under way with the next one, in order', async () => {
    const gate = new Gate();
    const trips: (readonly number[])[] = [];
    const queue = queueOf({
      store: async (items) => {
        trips.push(items);
        await gate.passed;
      },
    });
    const first = append(queue, 1);
    await eventually(() => expect(trips).toEqual([[1]]));
    const others = [2, 3, 4].map((item) => append(queue, item));
    gate.open();
    expect(await Promise.all([first, ...others])).toEqual(['stored', 'stored', 'stored', 'stored']);
    expect(trips).toEqual([[1], [2, 3, 4]]);
  });

  it('holds what a store that is away cannot take, and stores it in order when it is back', async () => {
    const told: unknown[] = [];
    const stored: number[] = [];
    let isAway = true;
    const queue = queueOf({
      store: async (items) => {
        if (isAway) await away();
        stored.push(...items);
      },
      onAway: (error) => told.push(String(error)),
      onBack: () => told.push('back'),
    });
    expect(await Promise.all([1, 2].map((item) => append(queue, item)))).toEqual(['held', 'held']);
    expect(await append(queue, 3)).toBe('held');
    expect([queue.isAway, queue.held]).toEqual([true, 3]);
    isAway = false;
    await eventually(() => expect(stored).toEqual([1, 2, 3]));
    expect(await append(queue, 4)).toBe('stored');
    expect([queue.isAway, queue.held]).toEqual([false, 0]);
    expect(told).toEqual(['Error: connection refused', 'back']);
  });

  it('counts as held what was answered so until it is stored, however many trips that takes', async () => {
    const gate = new Gate();
    let isAway = true;
    let trips = 0;
    const queue = queueOf({
      maxHeld: 600,
      store: async () => {
        if (isAway) await away();
        if (++trips > 1) await gate.passed;
      },
    });
    await Promise.all(Array.from({ length: 600 }, (_, item) => append(queue, item)));
    isAway = false;
    await eventually(() => expect(trips).toBe(2));
    expect([queue.isAway, queue.held]).toEqual([false, 350]);
    gate.open();
    await eventually(() => expect(queue.held).toBe(0));
  });

  it('flushes all that waits, with as many trips as it takes, also when the store is back only meanwhile', async () => {
    let trips = 0;
    const stored: number[] = [];
    const queue = queueOf({
      maxHeld: 1000,
      store: async (items) => {
        if (++trips < 4) await away();
        stored.push(...items);
      },
    });
    const items = Array.from({ length: 1000 }, (_, item) => item);
    await Promise.all(items.map((item) => append(queue, item)));
    await queue.flush(60_000);
    expect(stored).toEqual(items);
    expect(queue.held).toBe(0);
  });

  it('does not wait with a flush for what comes later', async () => {
    const queue = queueOf({});
    let more = true;
    const goOn = (): void => {
      if (more) void append(queue, 0).then(goOn);
    };
    goOn();
    await queue.flush(60_000);
    more = false;
  });

  it('ends a flush when the time is up, or when it is closed', async () => {
    const queue = queueOf({ store: away });
    void append(queue, 1);
    await queue.flush(1);
    expect(queue.held).toBe(1);
    const flushed = queue.flush(60_000);
    queue.close();
    await flushed;
    expect(queue.held).toBe(0);
  });

  it('rejects what it does not hold, in order, and goes on with what comes then', async () => {
    let isAway = true;
    const queue = queueOf({ holds: false, store: () => (isAway ? away() : Promise.resolve()) });
    const rejected: number[] = [];
    await Promise.all(
      [1, 2, 3].map((item) =>
        append(queue, item).catch((error: unknown) => {
          expect(error).toBeInstanceOf(StoreAwayError);
          rejected.push(item);
        }),
      ),
    );
    expect(rejected).toEqual([1, 2, 3]);
    expect([queue.isAway, queue.held]).toEqual([true, 0]);
    isAway = false;
    expect(await append(queue, 4)).toBe('stored');
    expect(queue.isAway).toBe(false);
  });

  it.each([true, false])(
    'stores something else for what the store refuses, in its place (holds: %j)',
    async (holds) => {
      const trips: (readonly number[])[] = [];
      const queue = queueOf({
        holds,
        store: async (items) => {
          trips.push(items);
          await Promise.resolve();
          if (items.includes(3)) throw new RefusedError('refused');
        },
        insteadOf: (item) => item * 10,
      });
      const answers = [1, 2, 3, 4, 5].map((item) => append(queue, item));
      expect(await Promise.all(answers)).toEqual(Array(5).fill('stored'));
      expect(await append(queue, 6)).toBe('stored');
      expect(trips).toEqual([[1, 2, 3, 4, 5], [1], [2], [3], [30], [4], [5], [6]]);
      expect(queue.isAway).toBe(false);
    },
  );

  it('fails for what the store refuses when there is nothing instead, and stores the others', async () => {
    const stored: number[] = [];
    const told: unknown[] = [];
    const queue = queueOf({
      store: async (items) => {
        await Promise.resolve();
        if (items.includes(2)) throw new RefusedError('refused');
        stored.push(...items);
      },
      onAway: (error) => told.push(error),
    });
    const [first, second, third] = [1, 2, 3].map((item) => append(queue, item));
    await expect(second).rejects.toThrow('the store refuses it');
    expect(await Promise.all([first, third])).toEqual(['stored', 'stored']);
    expect(stored).toEqual([1, 3]);
    expect(told).toEqual([]);
  });

  it('knows by a refusal that the store is back', async () => {
    let error: Error = new Error('connection refused');
    let isBack = false;
    const queue = queueOf({ store: () => Promise.reject(error), onBack: () => (isBack = true) });
    expect(await append(queue, 1)).toBe('held');
    error = new RefusedError('refused');
    await eventually(() => expect(isBack).toBe(true));
    expect([queue.isAway, queue.held]).toEqual([false, 0]);
  });

  it('has bounds', async () => {
    const few = queueOf({ store: away, maxHeld: 2 });
    await Promise.all([append(few, 1), append(few, 2)]);
    await expect(append(few, 3)).rejects.toThrow(InboxFullError);
    few.close();
    const small = queueOf({ store: away, maxHeldBytes: 2 });
    await expect(small.append({ item: 1, bytes: 3 })).rejects.toThrow(InboxFullError);
    expect(await small.append({ item: 1, bytes: 2 })).toBe('held');
    small.close();
  });

  it('takes nothing after it was closed', async () => {
    const queue = queueOf({});
    queue.close();
    await expect(append(queue, 1)).rejects.toThrow(InboxFullError);
  });

  it('stores everything once and in order, whenever the store is away', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { maxLength: 3 }), async (fails) => {
        const left = [...fails];
        const stored: number[] = [];
        const queue = queueOf({
          store: async (items) => {
            await Promise.resolve();
            if (left.shift()) await away();
            stored.push(...items);
          },
        });
        const items = Array.from({ length: 20 }, (_, item) => item);
        for (const item of items) {
          void append(queue, item);
          if (item % 3 === 0) await new Promise((resolve) => setImmediate(resolve));
        }
        await eventually(() => expect(stored).toEqual(items));
      }),
      { numRuns: 15 },
    );
  }, 30_000);
});
