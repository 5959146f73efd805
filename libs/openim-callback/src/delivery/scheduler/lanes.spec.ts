import fc from 'fast-check';
import { eventually, Gate } from '../inbox-suite/eventually.js';
import { Lanes, type Job, type JobResult } from './lanes.js';

const add = (lanes: Lanes, key: string | undefined, run: Job['run']): void => lanes.add(key, { run });

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('Lanes', () => {
  it('runs what belongs to one key one at a time in order, never more than allowed, and loses nothing', async () => {
    const job = fc.record({
      key: fc.option(fc.constantFrom('a', 'b', 'c'), { nil: undefined }),
      // What becomes of each run before the last one.
      retries: fc.array(fc.boolean(), { maxLength: 2 }),
      turns: fc.nat(2),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(job, { maxLength: 30 }),
        fc.integer({ min: 1, max: 4 }),
        async (jobs, most) => {
          const lanes = new Lanes(most);
          const running = new Map<string, number>();
          const ended: number[] = [];
          let side = 0;
          for (const [number, { key, retries, turns }] of jobs.entries()) {
            let run = 0;
            let inLane = key;
            add(lanes, key, async (): Promise<JobResult> => {
              expect(++side).toBeLessThanOrEqual(most);
              if (inLane !== undefined) {
                expect(running.get(inLane)).toBeUndefined();
                running.set(inLane, number);
              }
              for (let i = 0; i < turns; i++) await turn();
              side--;
              if (inLane !== undefined) running.delete(inLane);
              const holds = retries[run++];
              if (holds === undefined) {
                ended.push(number);
                return 'done';
              }
              // An event that lets others pass has left its lane.
              if (!holds) inLane = undefined;
              return { runAgainIn: 0, holds };
            });
          }
          await lanes.whenIdle();
          expect(lanes.size).toBe(0);
          expect(ended.toSorted((a, b) => a - b)).toEqual([...jobs.keys()]);
          for (const key of ['a', 'b', 'c']) {
            const held = ended.filter((n) => jobs[n]?.key === key && jobs[n].retries.every((holds) => holds));
            expect(held).toEqual(held.toSorted((a, b) => a - b));
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('starts nothing before the caller has gone on', async () => {
    const lanes = new Lanes(1);
    let started = false;
    add(lanes, undefined, () => {
      started = true;
      return 'done';
    });
    expect(started).toBe(false);
    await lanes.whenIdle();
    expect(started).toBe(true);
  });

  it('starts nothing after it was stopped, and is idle when what runs has ended', async () => {
    const lanes = new Lanes(1);
    const gate = new Gate();
    const ran: number[] = [];
    add(lanes, 'k', async () => {
      ran.push(1);
      await gate.passed;
      return { runAgainIn: 0, holds: true };
    });
    add(lanes, 'k', () => 'done');
    await turn();
    lanes.stop();
    const idle = lanes.whenIdle();
    gate.open();
    await idle;
    await turn();
    expect(ran).toEqual([1]);
  });

  it('runs jobs that end at once in order of their keys', async () => {
    const lanes = new Lanes(2);
    const ran: string[] = [];
    for (let number = 0; number < 500; number++) {
      const key = number % 2 === 0 ? 'even' : 'odd';
      add(lanes, key, () => {
        ran.push(`${key} ${number}`);
        return 'done';
      });
    }
    await turn();
    await lanes.whenIdle();
    expect(ran).toHaveLength(500);
    for (const key of ['even', 'odd']) {
      const numbers = ran.filter((each) => each.startsWith(key)).map((each) => Number(each.split(' ')[1]));
      expect(numbers).toEqual(numbers.toSorted((one, other) => one - other));
    }
    expect(lanes.size).toBe(0);
  });

  it('lets the event loop turn before a job that ended at once has made endlessly many others', async () => {
    const lanes = new Lanes(2);
    let jobs = 0;
    const more = (): JobResult => {
      jobs++;
      add(lanes, undefined, more);
      return 'done';
    };
    add(lanes, undefined, more);
    await turn();
    await turn();
    lanes.stop();
    expect(jobs).toBeGreaterThan(1);
  });

  it('catches up with whoever adds more in each turn than are begun otherwise', async () => {
    const lanes = new Lanes(4);
    let left = 0;
    for (let turns = 0; turns < 50; turns++) {
      for (let added = 0; added < 200; added++) {
        left++;
        add(lanes, 'k', () => {
          left--;
          return 'done';
        });
      }
      await turn();
    }
    expect(left).toBeLessThan(2 * 200);
    await lanes.whenIdle();
    expect(left).toBe(0);
  });

  it('tells how many wait for a retry, their own or that of the first of their key', async () => {
    const lanes = new Lanes(4);
    const gate = new Gate();
    const results: JobResult[] = [{ runAgainIn: 300, holds: true }];
    add(lanes, 'k', async () => {
      const result = results.shift();
      if (!result) await gate.passed;
      return result ?? 'done';
    });
    add(lanes, 'k', () => 'done');
    add(lanes, 'other', () => gate.passed.then((): JobResult => 'done'));
    add(lanes, 'other', () => 'done');
    expect(lanes.delayed).toBe(0);
    await eventually(() => expect(lanes.delayed).toBe(2));
    add(lanes, 'k', () => 'done');
    expect(lanes.delayed).toBe(3);
    await eventually(() => expect(lanes.delayed).toBe(0));
    add(lanes, 'k', () => 'done');
    expect(lanes.delayed).toBe(0);
    gate.open();
    await lanes.whenIdle();
    expect([lanes.size, lanes.delayed]).toEqual([0, 0]);
  });

  it('tells who waits for idleness when stopping leaves nothing to run', async () => {
    const lanes = new Lanes(1);
    add(lanes, undefined, async () => ({ runAgainIn: 2 ** 30, holds: true }));
    await turn();
    await turn();
    const idle = lanes.whenIdle();
    expect(lanes.size).toBe(1);
    lanes.stop();
    await idle;
  });
});
