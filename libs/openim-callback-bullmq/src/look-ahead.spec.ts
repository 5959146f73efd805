import type { Job } from 'bullmq';
import { eventually } from '../../openim-callback/src/delivery/inbox-suite/eventually.js';
import { LookAhead } from './look-ahead.js';
import type { InboxJob } from './queue-engine.js';

/** A queue of keys, and what was taken of it. */
function lookInto(keys: readonly (string | undefined)[], limit = 1000) {
  const jobs = keys.map((key, index) => ({ id: `${index}`, key }) as unknown as Job<InboxJob>);
  const taken: number[] = [];
  const look = new LookAhead({
    read: (start, end) => Promise.resolve(jobs.slice(start, end + 1)),
    keyOf: (job) => keys[Number(job.id)],
    take: (job) => void taken.push(Number(job.id)),
    limit,
  });
  void look.run();
  return { look, taken, jobs };
}

const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from }, (_, index) => from + index);

describe('LookAhead', () => {
  it('takes everything once and in order', async () => {
    const { look, taken } = lookInto(range(0, 250).map((number) => (number % 2 ? undefined : `${number}`)));
    await eventually(() => expect(taken).toEqual(range(0, 250)));
    look.stop();
  });

  it('takes no more than its limit, and goes on when some have left', async () => {
    const { look, taken } = lookInto(
      range(0, 10).map(() => undefined),
      4,
    );
    await eventually(() => expect(taken).toEqual([0, 1, 2, 3]));
    look.left(undefined);
    await eventually(() => expect(taken).toEqual([0, 1, 2, 3, 4]));
    look.stop();
  });

  it('passes over a key of which many wait, and comes back to it in order', async () => {
    const { look, taken } = lookInto([...range(0, 20).map(() => 'busy'), 'other']);
    await eventually(() => expect(taken).toEqual([...range(0, 16), 20]));
    range(0, 15).forEach(() => look.left('busy'));
    look.left('other');
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(taken).toHaveLength(17);
    look.left('busy');
    await eventually(() => expect(taken).toEqual([...range(0, 16), 20, ...range(16, 20)]));
    look.stop();
  });

  it('goes back for a job that is shown later than one behind it', async () => {
    const { look, taken, jobs } = lookInto(range(0, 4).map(() => 'k'));
    await eventually(() => expect(taken).toEqual([0, 1, 2, 3]));
    jobs.splice(1, 0, { id: '9' } as Job<InboxJob>);
    await eventually(() => expect(taken).toEqual([0, 1, 2, 3, 9]));
    look.stop();
  });

  it('takes nothing after it was stopped', async () => {
    const { look, taken } = lookInto(range(0, 3).map(() => undefined));
    look.stop();
    await new Promise((resolve) => setImmediate(resolve));
    expect(taken).toEqual([]);
  });
});
