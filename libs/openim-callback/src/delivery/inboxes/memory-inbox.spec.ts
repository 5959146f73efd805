import { gate, until } from '../../../../../test/support/until.js';
import { UnknownCallbackEvent } from '../../listeners/unknown-callback.event.js';
import type { AcceptedEvent, UnusableCallback } from '../accepted-event.js';
import { InboxFullError, type Inbox } from '../inbox.js';
import { MemoryInbox, memoryInbox, type MemoryInboxOptions } from './memory-inbox.js';

const eventOf = (id: string, orderingKey?: string, size = 10): AcceptedEvent => ({
  id,
  command: 'callbackX',
  operationID: '',
  orderingKey,
  receivedAt: 0,
  query: '',
  raw: Buffer.alloc(size),
  body: {},
  event: new UnknownCallbackEvent('callbackX', {}),
});

const unusableOf = (id: string, size = 10): UnusableCallback => ({
  id,
  receivedAt: 0,
  command: undefined,
  reason: 'bad-json',
  target: '/',
  headers: {},
  raw: Buffer.alloc(size),
});

/** An inbox whose deliveries end when the gate opens, and what it has begun to deliver. */
function started(options: MemoryInboxOptions = {}) {
  const inbox = new MemoryInbox(options);
  const delivered: string[] = [];
  const end = gate();
  inbox.start(async ({ id }) => {
    delivered.push(id);
    await end.promise;
  });
  return { inbox, delivered, end };
}

const fill = (inbox: Inbox, ids: string[], key?: string): void => {
  for (const id of ids) void inbox.append(eventOf(id, key));
};

describe('the memory inbox', () => {
  it('is made by memoryInbox()', () => {
    expect(memoryInbox({ maxEvents: 1 })).toBeInstanceOf(MemoryInbox);
  });

  it('delivers what it took, once the one who gave it has gone on', async () => {
    const { inbox, delivered, end } = started();
    end.open();
    expect(inbox.append(eventOf('a'))).toBeUndefined();
    expect(delivered).toEqual([]);
    expect(await inbox.drain(4000)).toEqual({ undelivered: 0 });
    expect(delivered).toEqual(['a']);
  });

  it('delivers those of one key in order, others side by side', async () => {
    const { inbox, delivered, end } = started({ concurrency: 2 });
    fill(inbox, ['a', 'b'], 'key');
    fill(inbox, ['c', 'd']);
    await until(() => delivered.length === 2);
    expect(delivered).toEqual(['a', 'c']);
    end.open();
    await inbox.drain(4000);
    expect(delivered.indexOf('a')).toBeLessThan(delivered.indexOf('b'));
    expect(delivered.toSorted()).toEqual(['a', 'b', 'c', 'd']);
  });

  it('delivers 16 at a time by default', async () => {
    const { inbox, delivered, end } = started();
    fill(
      inbox,
      Array.from({ length: 20 }, (_, index) => String(index)),
    );
    await until(() => delivered.length === 16);
    await new Promise(setImmediate);
    expect(delivered).toHaveLength(16);
    end.open();
    await inbox.drain(4000);
    expect(delivered).toHaveLength(20);
  });

  it('takes no more events than it may, and more when some are delivered', async () => {
    const { inbox, end } = started({ maxEvents: 2 });
    fill(inbox, ['a', 'b']);
    expect(() => inbox.append(eventOf('c'))).toThrow(
      new InboxFullError(
        'the memory inbox is full (2 events, 20 bytes): the listeners are slower than OpenIM',
      ),
    );
    end.open();
    await inbox.drain(4000);
    expect(() => inbox.append(eventOf('c'))).not.toThrow();
  });

  it('takes no more bytes than it may, and more when some are delivered', async () => {
    const { inbox, end } = started({ maxBytes: 30 });
    inbox.append(eventOf('a', undefined, 20));
    expect(() => inbox.append(eventOf('b', undefined, 11))).toThrow(InboxFullError);
    inbox.append(eventOf('c', undefined, 10));
    end.open();
    await inbox.drain(4000);
    expect(() => inbox.append(eventOf('d', undefined, 30))).not.toThrow();
  });

  it('takes nothing before it was started and after it was closed', () => {
    expect(() => new MemoryInbox().append(eventOf('a'))).toThrow(
      new InboxFullError('the memory inbox is closed'),
    );
    const { inbox } = started();
    inbox.close();
    expect(() => inbox.append(eventOf('a'))).toThrow(new InboxFullError('the memory inbox is closed'));
  });

  it('drains no longer than it may, and tells what is left', async () => {
    const { inbox, delivered, end } = started({ concurrency: 1 });
    expect(await inbox.drain(0)).toEqual({ undelivered: 0 });
    fill(inbox, ['a', 'b']);
    await until(() => delivered.length === 1);
    expect(await inbox.drain(0)).toEqual({ undelivered: 2 });
    end.open();
    expect(await inbox.drain(4000)).toEqual({ undelivered: 0 });
  });

  it('takes events while it drains, and delivers them too', async () => {
    const { inbox, delivered, end } = started();
    fill(inbox, ['a']);
    const drained = inbox.drain(4000);
    fill(inbox, ['b']);
    end.open();
    expect(await drained).toEqual({ undelivered: 0 });
    expect(delivered).toEqual(['a', 'b']);
  });

  it('delivers nothing new when it is closed', async () => {
    const { inbox, delivered, end } = started({ concurrency: 1 });
    fill(inbox, ['a', 'b']);
    await until(() => delivered.length === 1);
    inbox.close();
    end.open();
    await inbox.drain(4000);
    expect(delivered).toEqual(['a']);
  });
});

describe('the unusable callbacks of the memory inbox', () => {
  const kept = (options: MemoryInboxOptions, ...callbacks: UnusableCallback[]): string[] => {
    const inbox = new MemoryInbox(options);
    for (const callback of callbacks) inbox.setAside(callback);
    return inbox.unusable.map(({ id }) => id);
  };

  it('are kept, oldest first, also when it was not started', () => {
    expect(kept({}, unusableOf('a'), unusableOf('b'))).toEqual(['a', 'b']);
  });

  it('are the latest that fit by number', () => {
    expect(kept({ maxUnusable: 2 }, ...['a', 'b', 'c'].map((id) => unusableOf(id)))).toEqual(['b', 'c']);
    const many = Array.from({ length: 101 }, (_, index) => unusableOf(String(index)));
    expect(kept({}, ...many)).toEqual(many.slice(1).map(({ id }) => id));
  });

  it('are the latest that fit by bytes', () => {
    expect(
      kept({ maxUnusableBytes: 30 }, unusableOf('a', 20), unusableOf('b', 10), unusableOf('c', 15)),
    ).toEqual(['b', 'c']);
  });

  it('are left as they are by one that could never fit', () => {
    expect(kept({ maxUnusableBytes: 30 }, unusableOf('a', 20), unusableOf('b', 31))).toEqual(['a']);
  });
});
