import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../../inbox-suite/eventually.js';
import { suiteEvent, suiteUnusable } from '../../inbox-suite/suite-event.js';
import { SuiteTarget } from '../../inbox-suite/suite-target.js';
import { InboxFullError } from '../../inbox.js';
import { SqliteInbox } from './sqlite-inbox.js';

describe('SqliteInbox on a storage that fails', () => {
  let root: string;
  let folder: string;
  let file: string;

  /** A file where the inbox needs a folder: nothing can be written until it is gone. */
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'sqlite-outage-'));
    folder = join(root, 'folder');
    file = join(folder, 'inbox.db');
    await writeFile(folder, '');
  });

  afterEach(() => rm(root, { recursive: true }));

  const repair = (): Promise<void> => rm(folder);

  async function started(target: SuiteTarget): Promise<SqliteInbox> {
    const inbox = new SqliteInbox({ file, pollInterval: 5 });
    await inbox.start(target);
    await eventually(() => expect(target.problems).toHaveLength(1));
    return inbox;
  }

  async function deliveredAfterRestart(): Promise<number[]> {
    const target = new SuiteTarget().on('one');
    const inbox = new SqliteInbox({ file, pollInterval: 5 });
    await inbox.start(target);
    await eventually(async () => expect((await inbox.state()).pending).toBe(0));
    await inbox.close();
    return target.numbers();
  }

  it('stores what it has held when it is ended right after the repair', async () => {
    const inbox = await started(new SuiteTarget());
    for (const number of [1, 2, 3]) expect(await inbox.append(suiteEvent(number))).toBe('held');
    await repair();
    expect(await inbox.drain(0)).toEqual({ undelivered: 0 });
    await inbox.close();
    expect(await deliveredAfterRestart()).toEqual([1, 2, 3]);
  });

  it('stores what it has held when it is closed right after the repair, without being drained', async () => {
    const inbox = await started(new SuiteTarget());
    expect(await inbox.append(suiteEvent(1))).toBe('held');
    await repair();
    await inbox.close();
    expect(await deliveredAfterRestart()).toEqual([1]);
  });

  it('goes on trying while it is drained', async () => {
    const inbox = await started(new SuiteTarget());
    expect(await inbox.append(suiteEvent(1))).toBe('held');
    const drained = inbox.drain(600_000);
    await repair();
    expect(await drained).toEqual({ undelivered: 0 });
    await inbox.close();
    expect(await deliveredAfterRestart()).toEqual([1]);
  });

  it('says how many events will be lost when the time is up', async () => {
    const inbox = await started(new SuiteTarget());
    for (const number of [1, 2]) await inbox.append(suiteEvent(number));
    expect(await inbox.drain(1)).toEqual({ undelivered: 2 });
    await inbox.close();
  });

  it('keeps what room there is for events, and says that an unusable callback was not kept', async () => {
    const inbox = await started(new SuiteTarget());
    expect(await inbox.append(suiteEvent(1))).toBe('held');
    await expect(inbox.setAside(suiteUnusable('{'))).rejects.toThrow(InboxFullError);
    expect((await inbox.state()).held).toBe(1);
    await repair();
    await eventually(async () => expect((await inbox.state()).held).toBe(0));
    await inbox.setAside(suiteUnusable('{'));
    expect(await inbox.deadLetters.list()).toHaveLength(1);
    await inbox.close();
  });

  it('says how old the oldest event is, though it is only held', async () => {
    const inbox = await started(new SuiteTarget());
    await inbox.append({ ...suiteEvent(1), receivedAt: Date.now() - 60_000 });
    await inbox.append(suiteEvent(2));
    const { oldestAge, pending } = await inbox.state();
    expect(pending).toBe(2);
    expect(oldestAge).toBeGreaterThanOrEqual(60_000);
    expect(oldestAge).toBeLessThan(3_600_000);
    await inbox.close();
  });

  it('says that the storage is back after a file was lost and another one is in use', async () => {
    await repair();
    const target = new SuiteTarget().on('one');
    const inbox = new SqliteInbox({ file, lease: 150, pollInterval: 5 });
    await inbox.start(target);
    // At once, so that nothing new is made in it meanwhile.
    await rename(folder, join(root, 'gone'));
    await eventually(() => expect(target.problems).toHaveLength(2));
    expect(target.problems).toEqual([expect.stringContaining('was deleted or replaced'), undefined]);
    expect(await inbox.state()).toMatchObject({ healthy: true, problem: undefined });
    await inbox.close();
  });
});
