import fc from 'fast-check';
import { suiteEvent, suiteUnusable } from '../../../../test/support/inbox-suite.js';
import { unusableLetter } from 'nestjs-openim-callback/inbox';
import {
  deadLetterRecord,
  eventRecord,
  fromDeadLetterData,
  fromEventData,
  partitionOf,
  recordName,
  shortKey,
  type DeadLetterData,
  type EventData,
} from './records.js';

const WINDOWS = { duplicateWindow: 600_000, confirmWindow: 60_000 };

/** What becomes of data on its way through a store. */
const stored = <T>(data: T): T => JSON.parse(JSON.stringify(data)) as T;

describe('eventRecord', () => {
  it('keeps any bytes as they are', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const event = { ...suiteEvent(1), raw: Buffer.from(bytes) };
        const { data } = eventRecord(event, WINDOWS);
        expect(fromEventData(stored(data) as EventData).raw).toEqual(Buffer.from(bytes));
      }),
    );
  });

  it('keeps everything else, and shows text as text', () => {
    const { body, event, idempotencyKey, ...kept } = suiteEvent(1, { key: 'si_a_b', idempotencyKey: 'x' });
    const { data } = eventRecord({ ...kept, body, event, idempotencyKey }, WINDOWS);
    expect(fromEventData(stored(data) as EventData)).toEqual(kept);
    expect(data).toMatchObject({ body: kept.raw.toString() });
  });

  it('can be stored twice: its id is the event’s, and a key outlives it', () => {
    const event = suiteEvent(1);
    expect(eventRecord(event, WINDOWS)).toMatchObject({
      id: event.id,
      timestamp: event.receivedAt,
      unique: { key: event.id, milliseconds: 60_000 },
    });
    expect(eventRecord({ ...event, idempotencyKey: 'x' }, WINDOWS).unique).toEqual({
      key: 'x',
      milliseconds: 600_000,
    });
  });

  it('does not know repeated events with a duplicateWindow of 0', () => {
    const event = suiteEvent(1, { idempotencyKey: 'x' });
    expect(eventRecord(event, { ...WINDOWS, duplicateWindow: 0 }).unique).toEqual({
      key: event.id,
      milliseconds: 60_000,
    });
  });

  it('has a name to read', () => {
    expect(recordName('callbackAfterSingleMsgReadCommand', 'si_a_b')).toBe('AfterSingleMsgRead si_a_b');
    expect(recordName(undefined)).toBe('unknown');
    expect(recordName('callbackCommand')).toBe('unknown');
    expect(recordName('somethingNew')).toBe('somethingNew');
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

describe('deadLetterRecord', () => {
  it('keeps a letter as it is, and whose turn it takes', () => {
    const letter = unusableLetter(suiteUnusable('{'));
    const { data } = deadLetterRecord(letter, 'key');
    expect(fromDeadLetterData(stored(data) as DeadLetterData)).toEqual(letter);
    expect(data).toMatchObject({ orderingKey: 'key' });
  });
});

describe('shortKey', () => {
  it('leaves keys of up to 200 bytes as they are', () => {
    for (const key of ['', 'message 1', 'x'.repeat(200), '€'.repeat(66)]) expect(shortKey(key)).toBe(key);
  });

  it.each(['x'.repeat(201), '€'.repeat(67)])('gives the digest of a longer one', (key) => {
    expect(shortKey(key)).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  it('is short, and the same for the same key alone', () => {
    const long = fc.string({ minLength: 150, maxLength: 400, unit: 'grapheme' });
    fc.assert(
      fc.property(long, long, (one, other) => {
        expect(Buffer.byteLength(shortKey(one))).toBeLessThanOrEqual(200);
        expect(shortKey(one) === shortKey(other)).toBe(one === other);
      }),
    );
  });
});
