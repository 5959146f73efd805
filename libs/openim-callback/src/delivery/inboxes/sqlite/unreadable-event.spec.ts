import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../../inbox-suite/eventually.js';
import { suiteEvent, suiteUnusable } from '../../inbox-suite/suite-event.js';
import { SuiteTarget } from '../../inbox-suite/suite-target.js';
import { SqliteInbox } from './sqlite-inbox.js';

/** A version of the app that cannot read what another one has stored. */
class UnreadingTarget extends SuiteTarget {
  override revive(): never {
    throw new Error('of another version');
  }
}

describe('an event that cannot be read back', () => {
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'unreadable-'));
    file = join(folder, 'inbox.db');
  });

  afterEach(() => rm(folder, { recursive: true }));

  async function started(target: SuiteTarget): Promise<SqliteInbox> {
    const inbox = new SqliteInbox({ file, pollInterval: 5, maxDeadLetters: 1 });
    await inbox.start(target);
    return inbox;
  }

  it('is told of, kept whatever garbage comes, and delivered when a version that can read it sends it again', async () => {
    const first = await started(new SuiteTarget());
    await first.drain(0);
    const event = suiteEvent(1);
    await first.append(event);
    await first.close();

    const target = new UnreadingTarget();
    const second = await started(target);
    await eventually(async () => expect(await second.deadLetters.list()).toHaveLength(1));
    expect(target.unreadables).toEqual([event.id]);
    for (const garbage of ['{', '[']) await second.setAside(suiteUnusable(garbage));
    expect(await second.deadLetters.list({ kind: 'unusable' })).toHaveLength(1);
    expect(await second.deadLetters.list({ kind: 'undelivered' })).toMatchObject([
      { eventID: event.id, listener: undefined, reason: 'of another version', raw: event.raw },
    ]);
    await second.close();

    const able = new SuiteTarget().on('one');
    const third = await started(able);
    expect(await third.deadLetters.redrive({ kind: 'undelivered' })).toBe(1);
    await eventually(() => expect(able.numbers()).toEqual([1]));
    await third.close();
  });

  it('is garbage still when it was, and nobody is told again', async () => {
    const target = new UnreadingTarget();
    const inbox = await started(target);
    await inbox.setAside(suiteUnusable('{'));
    const [before] = await inbox.deadLetters.list();
    expect(await inbox.deadLetters.redrive()).toBe(1);
    await eventually(async () => {
      const [after] = await inbox.deadLetters.list();
      expect(after).toMatchObject({ kind: 'unusable', reason: 'of another version' });
      expect(after?.diedAt).toBeGreaterThanOrEqual(before?.diedAt ?? 0);
    });
    expect(target.unreadables).toEqual([]);
    await inbox.close();
  });
});
