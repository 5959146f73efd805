import fc from 'fast-check';
import { Gate } from '../inbox-suite/eventually.js';
import { Lanes, type JobResult } from './lanes.js';

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
            lanes.add(key, async (): Promise<JobResult> => {
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
    lanes.add(undefined, async () => {
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
    lanes.add('k', async () => {
      ran.push(1);
      await gate.passed;
      return { runAgainIn: 0, holds: true };
    });
    lanes.add('k', async () => 'done');
    await turn();
    lanes.stop();
    const idle = lanes.whenIdle();
    gate.open();
    await idle;
    await turn();
    expect(ran).toEqual([1]);
  });

  it('tells who waits for idleness when stopping leaves nothing to run', async () => {
    const lanes = new Lanes(1);
    lanes.add(undefined, async () => ({ runAgainIn: 2 ** 30, holds: true }));
    await turn();
    await turn();
    const idle = lanes.whenIdle();
    expect(lanes.size).toBe(1);
    lanes.stop();
    await idle;
  });
});
