import { inboxSuite } from '../../inbox-suite.js';
import { SuiteTarget } from '../../inbox-suite/suite-target.js';
import { suiteEvent, suiteUnusable } from '../../inbox-suite/suite-event.js';
import { Gate } from '../../inbox-suite/eventually.js';
import { InboxFullError } from '../../inbox.js';
import { MemoryInbox, memoryInbox, withDefaults } from './memory-inbox.js';

describe('the inbox suite on the memory inbox', () => {
  const cases = inboxSuite({
    create: (concurrency) => memoryInbox({ concurrency }),
    createWith: (role) => memoryInbox({ role }),
  });

  it.each(cases)('$name', ({ run }) => run());
});

describe('MemoryInbox', () => {
  const hanging = (): SuiteTarget => new SuiteTarget().on('one', () => new Gate().passed);

  it('refuses events beyond their number', async () => {
    const inbox = new MemoryInbox({ maxEvents: 2 });
    await inbox.start(hanging());
    await inbox.append(suiteEvent(1));
    await inbox.append(suiteEvent(2));
    expect(() => inbox.append(suiteEvent(3))).toThrow(InboxFullError);
    expect(() => inbox.append(suiteEvent(3))).toThrow(/2 events/);
    expect((await inbox.state()).pending).toBe(2);
    await inbox.close();
  });

  it('refuses events beyond the bytes of their bodies, and takes them when there is room', async () => {
    const { raw } = suiteEvent(1);
    const inbox = new MemoryInbox({ maxBytes: raw.length });
    const gate = new Gate();
    await inbox.start(new SuiteTarget().on('one', () => gate.passed));
    await inbox.append(suiteEvent(1));
    expect(() => inbox.append(suiteEvent(2))).toThrow(InboxFullError);
    gate.open();
    await inbox.drain(20_000);
    expect(inbox.append(suiteEvent(3))).toBe('stored');
    await inbox.close();
  });

  it('takes nothing before it is started', () => {
    expect(() => new MemoryInbox().append(suiteEvent(1))).toThrow(InboxFullError);
  });

  it('keeps the latest dead letters, bounded in number and bytes', async () => {
    const inbox = new MemoryInbox({ maxDeadLetters: 3, maxDeadLetterBytes: 6 });
    await inbox.start(hanging());
    for (const body of ['a', 'b', 'c', 'd']) await inbox.setAside(suiteUnusable(body));
    const kept = async () => (await inbox.deadLetters.list()).map(({ raw }) => raw.toString());
    expect(await kept()).toEqual(['b', 'c', 'd']);
    await inbox.setAside(suiteUnusable('12345'));
    expect(await kept()).toEqual(['d', '12345']);
    await inbox.setAside(suiteUnusable('1234567'));
    expect(await kept()).toEqual([]);
    await inbox.close();
  });

  it('has no negative age when the clock is set back', async () => {
    const inbox = new MemoryInbox();
    await inbox.start(hanging());
    await inbox.append({ ...suiteEvent(1), receivedAt: Date.now() + 86_400_000 });
    expect((await inbox.state()).oldestAge).toBe(0);
    await inbox.close();
  });

  it('says how many events a drain has left', async () => {
    const inbox = new MemoryInbox();
    await inbox.start(hanging());
    await inbox.append(suiteEvent(1));
    await inbox.append(suiteEvent(2));
    expect(await inbox.drain(1)).toEqual({ undelivered: 2 });
    await inbox.close();
    expect((await inbox.state()).healthy).toBe(false);
  });
});

describe('the options of the memory inbox', () => {
  const defaults = {
    maxEvents: 10_000,
    maxBytes: 67_108_864,
    concurrency: 16,
    role: 'both',
    duplicateWindow: 600_000,
    maxDeadLetters: 1000,
    maxDeadLetterBytes: 16_777_216,
  };

  it('have these defaults, also where undefined is given', () => {
    expect(withDefaults({})).toEqual(defaults);
    const nothing = Object.fromEntries(Object.keys(defaults).map((name) => [name, undefined]));
    expect(withDefaults(nothing)).toEqual(defaults);
  });

  it('do not make an inbox with another role', () => {
    const options: Record<string, unknown> = { role: 'reader' };
    expect(() => memoryInbox(options)).toThrow(
      "role must be 'both', 'receive' or 'deliver', it is \"reader\"",
    );
  });

  it.each([
    ['maxEvents', 0],
    ['maxBytes', 0],
    ['concurrency', 0],
    ['concurrency', Number.NaN],
    ['duplicateWindow', -1],
    ['maxDeadLetters', -1],
    ['maxDeadLetterBytes', Number.NaN],
  ])('do not make an inbox with a %s of %d', (name, value) => {
    expect(() => memoryInbox({ [name]: value })).toThrow(`memoryInbox: ${name} must be`);
  });
});
