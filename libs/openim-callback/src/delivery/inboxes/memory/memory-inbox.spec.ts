import { inboxSuite } from '../../inbox-suite.js';
import { SuiteTarget } from '../../inbox-suite/suite-target.js';
import { suiteEvent, suiteUnusable } from '../../inbox-suite/suite-event.js';
import { Gate } from '../../inbox-suite/eventually.js';
import { InboxFullError } from '../../inbox.js';
import { MemoryInbox, memoryInbox } from './memory-inbox.js';

describe('the inbox suite on the memory inbox', () => {
  it.each(inboxSuite({ create: (concurrency) => memoryInbox({ concurrency }) }))('$name', ({ run }) => run());
});

describe('MemoryInbox', () => {
  const hanging = (): SuiteTarget => new SuiteTarget().on('one', () => new Gate().passed);

  it('refuses events beyond their number', () => {
    const inbox = new MemoryInbox({ maxEvents: 2 });
    inbox.start(hanging());
    inbox.append(suiteEvent(1));
    inbox.append(suiteEvent(2));
    expect(() => inbox.append(suiteEvent(3))).toThrow(InboxFullError);
    expect(() => inbox.append(suiteEvent(3))).toThrow(/2 events/);
    expect(inbox.state().pending).toBe(2);
    inbox.close();
  });

  it('refuses events beyond the bytes of their bodies, and takes them when there is room', async () => {
    const { raw } = suiteEvent(1);
    const inbox = new MemoryInbox({ maxBytes: raw.length });
    const gate = new Gate();
    inbox.start(new SuiteTarget().on('one', () => gate.passed));
    inbox.append(suiteEvent(1));
    expect(() => inbox.append(suiteEvent(2))).toThrow(InboxFullError);
    gate.open();
    await inbox.drain(20_000);
    expect(inbox.append(suiteEvent(3))).toBe('stored');
    inbox.close();
  });

  it('takes nothing before it is started', () => {
    expect(() => new MemoryInbox().append(suiteEvent(1))).toThrow(InboxFullError);
  });

  it('keeps the latest dead letters, bounded in number and bytes', async () => {
    const inbox = new MemoryInbox({ maxDeadLetters: 3, maxDeadLetterBytes: 6 });
    inbox.start(hanging());
    for (const body of ['a', 'b', 'c', 'd']) inbox.setAside(suiteUnusable(body));
    const kept = async () => (await inbox.deadLetters.list()).map(({ raw }) => raw.toString());
    expect(await kept()).toEqual(['b', 'c', 'd']);
    inbox.setAside(suiteUnusable('12345'));
    expect(await kept()).toEqual(['d', '12345']);
    inbox.setAside(suiteUnusable('1234567'));
    expect(await kept()).toEqual([]);
    inbox.close();
  });

  it('has no negative age when the clock is set back', () => {
    const inbox = new MemoryInbox();
    inbox.start(hanging());
    inbox.append({ ...suiteEvent(1), receivedAt: Date.now() + 86_400_000 });
    expect(inbox.state().oldestAge).toBe(0);
    inbox.close();
  });

  it('says how many events a drain has left', async () => {
    const inbox = new MemoryInbox();
    inbox.start(hanging());
    inbox.append(suiteEvent(1));
    inbox.append(suiteEvent(2));
    expect(await inbox.drain(1)).toEqual({ undelivered: 2 });
    inbox.close();
    expect(inbox.state().healthy).toBe(false);
  });
});
