import { suiteEvent, suiteUnusable } from './inbox-suite/suite-event.js';
import { SuiteTarget } from './inbox-suite/suite-target.js';
import { eventually, Gate } from './inbox-suite/eventually.js';
import { inboxSuite } from './inbox-suite.js';
import type { AcceptedEvent } from './accepted-event.js';
import { matchesFilter, type DeadLetter } from './dead-letters.js';
import { InboxFullError } from './inbox.js';
import type { EventStorage, KeptEvent, LetterStorage } from './event-storage.js';
import { ScheduledInbox, type ScheduledInboxOptions } from './scheduled-inbox.js';

/** A storage that outlives the inboxes on it, and whose writes take a turn of the event loop. */
class SlowStorage implements EventStorage<number> {
  readonly durable = true;
  private readonly events = new Map<number, KeptEvent<number>>();
  private readonly keys = new Set<string>();
  private readonly kept = new Map<string, DeadLetter>();
  private last = 0;
  private isOpen = false;
  /** Thrown by every write while it is set. */
  failure: Error | undefined;

  readonly letters: LetterStorage = {
    add: async (letter) => {
      await this.write();
      this.kept.set(letter.id, letter);
    },
    list: async (filter, limit) =>
      [...this.kept.values()].filter((letter) => matchesFilter(letter, filter)).slice(0, limit),
    remove: async (ids) => ids.filter((id) => this.kept.delete(id)).length,
    count: () => this.kept.size,
  };

  async open(): Promise<KeptEvent<number>[]> {
    const recovered = this.isOpen;
    this.isOpen = true;
    return [...this.events.values()].map((event) => ({ ...event, recovered }));
  }

  /** What it has stored, as the next process finds it; writes of this one go nowhere from now on. */
  cutOff(): SlowStorage {
    const copy = new SlowStorage();
    for (const [ref, event] of this.events) copy.events.set(ref, event);
    for (const [id, letter] of this.kept) copy.kept.set(id, letter);
    copy.last = this.last;
    copy.isOpen = this.isOpen;
    return copy;
  }

  async add(event: AcceptedEvent, pending: KeptEvent<number>['pending']): Promise<number | undefined> {
    await this.write();
    const { idempotencyKey, id, command, operationID, receivedAt, query, raw, trace, orderingKey } = event;
    const { recipients } = event;
    const stored = { id, command, operationID, receivedAt, query, raw, trace, orderingKey, recipients };
    if (idempotencyKey !== undefined && this.keys.has(idempotencyKey)) return undefined;
    if (idempotencyKey !== undefined) this.keys.add(idempotencyKey);
    const ref = ++this.last;
    this.events.set(ref, { ref, stored, pending });
    return ref;
  }

  async settle({ ref, pending, deadLetters }: Parameters<EventStorage<number>['settle']>[0]): Promise<void> {
    await this.write();
    for (const letter of deadLetters) this.kept.set(letter.id, letter);
    const event = this.events.get(ref);
    if (pending.length === 0) this.events.delete(ref);
    else if (event) this.events.set(ref, { ...event, pending });
  }

  close(): void {
    this.isOpen = false;
  }

  /** Spoils the body of every event. */
  spoil(): void {
    for (const [ref, event] of this.events) {
      this.events.set(ref, { ...event, stored: { ...event.stored, raw: Buffer.from('{') } });
    }
  }

  private async write(): Promise<void> {
    await new Promise(setImmediate);
    if (this.failure) throw this.failure;
  }
}

const inboxOf = (storage: EventStorage<number>, options?: ScheduledInboxOptions) =>
  new ScheduledInbox('myInbox', storage, options);

describe('the inbox suite on a storage of my own', () => {
  let storage = new SlowStorage();
  const create = (options: ScheduledInboxOptions) => inboxOf((storage = new SlowStorage()), options);
  const cases = inboxSuite({
    create: (concurrency) => create({ concurrency }),
    createWith: (role) => create({ role }),
    reopen: () => inboxOf(storage),
    crash: () => inboxOf((storage = storage.cutOff())),
  });

  it.each(cases)('$name', ({ run }) => run());
});

describe('an inbox made of a storage', () => {
  it('refuses options that cannot be, with its name', () => {
    const options: Record<string, unknown> = { maxEvents: 0, role: 'none' };
    expect(() => inboxOf(new SlowStorage(), options)).toThrow(
      "myInbox: maxEvents must be an integer of at least 1, it is 0; role must be 'both', 'receive' or 'deliver', it is \"none\"",
    );
  });

  it('delivers nothing in an app that serves no requests, unless it was asked to', async () => {
    const storage = new SlowStorage();
    const target = new SuiteTarget().on('one');
    const script = inboxOf(storage);
    await script.start(target, { serving: false });
    await script.append(suiteEvent(1));
    await script.drain(50);
    await script.close();
    expect(target.attempts).toEqual([]);
    const worker = inboxOf(storage, { role: 'both' });
    await worker.start(target, { serving: false });
    await eventually(() => expect(target.numbers()).toEqual([1]));
    await worker.close();
  });

  it('counts what is on its way to the storage, and gives the room back when that fails', async () => {
    const storage = new SlowStorage();
    const inbox = inboxOf(storage, { maxEvents: 1 });
    await inbox.start(new SuiteTarget().on('one', () => new Gate().passed));
    storage.failure = new Error('the disk is full');
    const failing = inbox.append(suiteEvent(1));
    expect(() => inbox.append(suiteEvent(2))).toThrow(InboxFullError);
    await expect(failing).rejects.toThrow('the disk is full');
    storage.failure = undefined;
    await expect(inbox.append(suiteEvent(3))).resolves.toBe('stored');
    await inbox.close();
  });

  it('says that its storage fails, until it is back, and delivers again what could not be noted', async () => {
    const storage = new SlowStorage();
    const target = new SuiteTarget().on('one');
    const inbox = inboxOf(storage);
    await inbox.start(target);
    await inbox.append(suiteEvent(1));
    storage.failure = new Error('the disk is full');
    await eventually(() => expect(target.problems).toEqual(['the disk is full']));
    expect(await inbox.state()).toMatchObject({ healthy: false, problem: 'the disk is full' });
    storage.failure = undefined;
    await inbox.append(suiteEvent(2));
    await eventually(() => expect(target.problems).toStrictEqual(['the disk is full', undefined]));
    await inbox.close();
    const again = new SuiteTarget().on('one');
    const reopened = inboxOf(storage);
    await reopened.start(again);
    await eventually(() => expect(again.numbers()).toEqual([1]));
    await reopened.close();
  });

  it('makes a dead letter of what it cannot read back, and tells', async () => {
    const storage = new SlowStorage();
    const before = inboxOf(storage, { role: 'receive' });
    await before.start(new SuiteTarget());
    const event = suiteEvent(1);
    await before.append(event);
    await before.close();
    storage.spoil();
    const target = new SuiteTarget().on('one');
    const inbox = inboxOf(storage);
    await inbox.start(target);
    await eventually(async () => expect(await inbox.deadLetters.list()).toHaveLength(1));
    expect(target.unreadables).toEqual([event.id]);
    expect(await inbox.state()).toMatchObject({ pending: 0, deadLetters: 1 });
    await inbox.close();
  });

  it('redrives nothing before it was started', async () => {
    const inbox = inboxOf(new SlowStorage());
    await inbox.setAside(suiteUnusable('{}'));
    await expect(inbox.deadLetters.redrive()).rejects.toThrow('myInbox has not been started');
  });
});
