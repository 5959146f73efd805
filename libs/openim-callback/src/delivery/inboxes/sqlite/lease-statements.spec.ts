import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suiteEvent } from '../../inbox-suite/suite-event.js';
import { insertDeadLetter } from './dead-letter-statements.js';
import { deleteEvents, insertEvent, updatePending } from './event-statements.js';
import { heartbeat, leave, release, releaseDead } from './lease-statements.js';
import { openDatabase } from './database/open-database.js';
import { partitionOf } from './partition-table.js';
import { SqlClient } from './database/sql-client.js';

const LEASE = 1000;

describe('leases', () => {
  let folder: string;
  let client: SqlClient;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'leases-'));
    client = new SqlClient();
    await openDatabase(client, join(folder, 'inbox.db'), undefined);
  });

  afterEach(async () => {
    await client.close();
    await rm(folder, { recursive: true });
  });

  /** A sign of life; gives the partitions with their epochs, and the share. */
  async function renew(id: string, now: number): Promise<{ owned: Map<number, number>; share: number }> {
    const rows = await client.write(heartbeat({ id, now, lease: LEASE }));
    const owned = (rows.at(-2) ?? []).map(
      ({ partition, epoch }) => [Number(partition), Number(epoch)] as const,
    );
    return { owned: new Map(owned), share: Number(rows.at(-1)?.[0]?.['share']) };
  }

  const giveUp = (id: string, partitions: Iterable<number>) => client.write([release(id, [...partitions])]);

  it('gives one process everything', async () => {
    const { owned, share } = await renew('a', 0);
    expect([...owned.keys()]).toEqual(Array.from({ length: 64 }, (_, index) => index));
    expect(share).toBe(64);
    expect(new Set(owned.values())).toEqual(new Set([1]));
  });

  it('gives two processes half each, by and by and never one partition to both', async () => {
    const before = await renew('a', 0);
    expect((await renew('b', 10)).owned.size).toBe(0);
    const { share } = await renew('a', 20);
    expect(share).toBe(32);
    await giveUp('a', [...before.owned.keys()].slice(32));
    const b = await renew('b', 30);
    const a = await renew('a', 40);
    expect(b.owned.size).toBe(32);
    expect(a.owned.size).toBe(32);
    expect(new Set([...a.owned.keys(), ...b.owned.keys()]).size).toBe(64);
    expect(new Set(b.owned.values())).toEqual(new Set([2]));
  });

  it('gives three processes a third each, rounded up, and leaves nothing over', async () => {
    await renew('a', 0);
    await renew('b', 0);
    await renew('c', 0);
    const { owned, share } = await renew('a', 10);
    expect(share).toBe(22);
    await giveUp('a', [...owned.keys()].slice(22));
    expect((await renew('b', 20)).owned.size).toBe(22);
    expect((await renew('c', 30)).owned.size).toBe(20);
    expect((await renew('a', 40)).owned.size).toBe(22);
  });

  it('takes over what a dead process had, in a later epoch', async () => {
    await renew('a', 0);
    expect((await renew('b', LEASE)).owned.size).toBe(0);
    const { owned, share } = await renew('b', LEASE + 1);
    expect(owned.size).toBe(64);
    expect(share).toBe(64);
    expect(new Set(owned.values())).toEqual(new Set([2]));
    expect((await renew('a', LEASE + 2)).owned.size).toBe(0);
  });

  it('lets a process that comes late go on with what nobody has taken', async () => {
    await renew('a', 0);
    const { owned } = await renew('a', 10 * LEASE);
    expect(owned.size).toBe(64);
    expect(new Set(owned.values())).toEqual(new Set([1]));
  });

  it('takes over at once what a machine’s earlier life has left, when its clock began again', async () => {
    await renew('a', 1_000_000_000);
    const { owned } = await renew('b', 5);
    expect(owned.size).toBe(64);
    expect(new Set(owned.values())).toEqual(new Set([2]));
  });

  it('hands everything over when a process leaves', async () => {
    await renew('a', 0);
    await client.write(leave('a'));
    const { owned, share } = await renew('b', 1);
    expect(owned.size).toBe(64);
    expect(share).toBe(64);
  });

  it('gives back only what is one’s own', async () => {
    await renew('a', 0);
    await giveUp('b', [1, 2, 3]);
    expect((await renew('a', 1)).owned.size).toBe(64);
  });

  it('lets only the owner of the present epoch change an event', async () => {
    const event = suiteEvent(1, { key: 'k' });
    const partition = partitionOf(event);
    await renew('a', 0);
    const [[inserted] = []] = await client.write(insertEvent(event, 0, 1000));
    const seq = Number(inserted?.['rowid']);
    const count = async (table: string): Promise<unknown> =>
      (await client.read([{ sql: `SELECT count(*) AS count FROM ${table}` }]))[0]?.[0]?.['count'];
    const pending = [{ listener: 'x', attempts: 1, failedAt: 0, dueAt: 0 }];
    const letter = {
      id: 'letter',
      kind: 'undelivered',
      command: undefined,
      listener: 'x',
      reason: 'no',
      attempts: 1,
      eventID: event.id,
      operationID: '',
      receivedAt: 0,
      diedAt: 0,
      query: '',
      headers: {},
      raw: event.raw,
    } as const;
    const strangers = [
      { owner: 'b', partition, epoch: 1 },
      { owner: 'a', partition, epoch: 0 },
    ];
    for (const lease of strangers) {
      await client.write([
        insertDeadLetter(letter, lease),
        updatePending(seq, pending, lease),
        ...deleteEvents([{ seq, lease }], lease.owner),
      ]);
    }
    expect(await client.read([{ sql: 'SELECT pending FROM events' }])).toEqual([[{ pending: null }]]);
    expect(await count('dead_letters')).toBe(0);
    const mine = { owner: 'a', partition, epoch: 1 };
    await client.write([insertDeadLetter(letter, mine), updatePending(seq, pending, mine)]);
    expect(await count('dead_letters')).toBe(1);
    expect(await client.read([{ sql: 'SELECT pending FROM events' }])).toEqual([
      [{ pending: JSON.stringify(pending) }],
    ]);
    await client.write(deleteEvents([{ seq, lease: mine }], mine.owner));
    expect(await count('events')).toBe(0);
  });

  describe('the events that may have ended a process', () => {
    const suspects = async (id: string): Promise<Set<unknown>> => {
      const [rows = []] = await client.read([
        { sql: 'SELECT DISTINCT suspect FROM leases WHERE owner = ?', params: [id] },
      ]);
      return new Set(rows.map(({ suspect }) => suspect));
    };

    beforeEach(async () => {
      await renew('a', 0);
      for (const number of [1, 2, 3]) await client.write(insertEvent(suiteEvent(number), 0, 0));
    });

    it('are those that are there when a lease has run out, or its process has surely ended', async () => {
      await renew('b', LEASE + 1);
      expect(await suspects('b')).toEqual(new Set([3]));
      await client.write(insertEvent(suiteEvent(4), 0, 0));
      await client.write(releaseDead('b'));
      await renew('c', LEASE + 2);
      expect(await suspects('c')).toEqual(new Set([4]));
    });

    it('are none when a process has left', async () => {
      await client.write(leave('a'));
      await renew('b', 10);
      expect(await suspects('b')).toEqual(new Set([0]));
    });

    it('stay so for whoever has the partition afterwards', async () => {
      await client.write(releaseDead('a'));
      await renew('b', 10);
      await client.write(leave('b'));
      await client.write(insertEvent(suiteEvent(4), 0, 0));
      await renew('c', 20);
      expect(await suspects('c')).toEqual(new Set([3]));
    });
  });
});
