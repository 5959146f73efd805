import fc from 'fast-check';
import { suiteEvent, suiteUnusable } from '../../openim-callback/src/delivery/inbox-suite/suite-event.js';
import { unusableLetter } from 'nestjs-openim-callback/inbox';
import { deadLetterJob, fromDeadLetterJob, type DeadLetterJob } from './dead-letter-job.js';
import { eventJob, fromEventJob, jobName, partitionOf, type EventJob } from './event-job.js';

const WINDOWS = { duplicateWindow: 600_000, confirmWindow: 60_000 };

/** What becomes of data on its way through an engine. */
const stored = <T>(data: T): T => JSON.parse(JSON.stringify(data)) as T;

describe('eventJob', () => {
  it('keeps any bytes as they are', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const event = { ...suiteEvent(1), raw: Buffer.from(bytes) };
        const { data } = eventJob(event, WINDOWS);
        expect(fromEventJob(stored<EventJob>(data)).raw).toEqual(Buffer.from(bytes));
      }),
    );
  });

  it('keeps everything else, and shows text as text', () => {
    const { body, event, idempotencyKey, ...kept } = suiteEvent(1, { key: 'si_a_b', idempotencyKey: 'x' });
    const { data } = eventJob({ ...kept, body, event, idempotencyKey }, WINDOWS);
    expect(fromEventJob(stored<EventJob>(data))).toEqual(kept);
    expect(data.body).toBe(kept.raw.toString());
  });

  it('can be added twice: its id is the event’s, and a deduplication key outlives it', () => {
    const event = suiteEvent(1);
    const { opts } = eventJob(event, WINDOWS);
    expect(opts).toMatchObject({
      jobId: event.id,
      timestamp: event.receivedAt,
      deduplication: { id: event.id, ttl: 60_000 },
    });
    expect(eventJob({ ...event, idempotencyKey: 'x' }, WINDOWS).opts.deduplication).toEqual({
      id: 'x',
      ttl: 600_000,
    });
  });

  it('has a name to read', () => {
    expect(jobName('callbackAfterSingleMsgReadCommand', 'si_a_b')).toBe('AfterSingleMsgRead si_a_b');
    expect(jobName(undefined)).toBe('unknown');
    expect(jobName('callbackCommand')).toBe('unknown');
    expect(jobName('somethingNew')).toBe('somethingNew');
  });
});

describe('partitionOf', () => {
  it('is one of them, and the same for the same key', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 1024 }), (key, partitions) => {
        const partition = partitionOf(suiteEvent(1, { key }), partitions);
        expect(partition).toBeGreaterThanOrEqual(0);
        expect(partition).toBeLessThan(partitions);
        expect(partitionOf(suiteEvent(2, { key }), partitions)).toBe(partition);
      }),
    );
  });

  it('is the same for events that repeat each other', () => {
    const [one, other] = [1, 2].map((number) => suiteEvent(number, { idempotencyKey: 'x' }));
    expect(one && partitionOf(one, 64)).toBe(other && partitionOf(other, 64));
  });
});

describe('deadLetterJob', () => {
  it('keeps a letter as it is, and whose turn it takes', () => {
    const letter = unusableLetter(suiteUnusable('{'));
    const { data } = deadLetterJob(letter, 'key');
    expect(fromDeadLetterJob(stored<DeadLetterJob>(data))).toEqual(letter);
    expect(data.orderingKey).toBe('key');
  });
});
