import { randomBytes } from 'node:crypto';
import { Logger } from '@nestjs/common';
import pg from 'pg';
import { bullmqInbox } from 'nestjs-openim-callback-bullmq';
import { eventually, Gate, suiteEvent, suiteUnusable, SuiteTarget } from '../support/inbox-suite.js';
import { partitionOf } from '../../libs/openim-callback-bullmq/src/store/records.js';
import { leaseOfToken, newLockToken } from '../../libs/openim-callback-bullmq/src/bullmq/lock-token.js';
import { FORGET } from '../../libs/openim-callback-bullmq/src/bullmq/postgres/postgres-statements.js';
import { InboxBench } from './support/inbox-bench.js';
import { PostgresServer } from './support/postgres-server.js';

const range = (length: number): number[] => Array.from({ length }, (_, index) => index);

describe('what the BullMQ inbox does on PostgreSQL alone', () => {
  let server: PostgresServer;
  let bench: InboxBench;
  let pool: pg.Pool;
  let count = 0;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    server = await PostgresServer.start();
    pool = new pg.Pool({ connectionString: server.url, options: '-c search_path=bullmq' });
    pool.on('error', () => undefined);
  });

  beforeEach(() => {
    bench = new InboxBench(server, `postgres-${++count}`);
  });

  afterEach(() => bench.close());

  afterAll(async () => {
    await pool.end();
    await server.stop();
  });

  it('stores what PostgreSQL can store in no text, and the body as it came', async () => {
    const target = new SuiteTarget().on('one');
    const inbox = await bench.start(target, { timeout: 5000 });
    const event = {
      ...suiteEvent(1, { key: 'k' }),
      operationID: 'a\0b',
      query: '\uD83D',
      idempotencyKey: '\0',
    };
    expect(await inbox.append(event)).toBe('stored');
    await inbox.setAside(suiteUnusable('{"\0"}'));
    await eventually(() => expect(target.attempts).toHaveLength(1));
    expect(target.attempts[0]?.event).toMatchObject({ operationID: 'a\uFFFDb', query: '\uFFFD' });
    expect((await inbox.deadLetters.list()).map(({ raw }) => raw.toString())).toEqual(['{"\0"}']);
  });

  it('stores an event whose idempotency key is longer than an entry of an index, once', async () => {
    const target = new SuiteTarget().on('one');
    const inbox = await bench.start(target, { timeout: 5000 });
    // What 300 users have that are registered at once; random, as PostgreSQL compresses what repeats.
    const idempotencyKey = range(300)
      .map(() => randomBytes(8).toString('hex'))
      .join(':');
    expect(await inbox.append(suiteEvent(1, { key: 'k', idempotencyKey }))).toBe('stored');
    expect(await inbox.append(suiteEvent(2, { key: 'k', idempotencyKey }))).toBe('stored');
    expect(await inbox.append(suiteEvent(3, { key: 'k' }))).toBe('stored');
    await eventually(() => expect(target.numbers()).toEqual([1, 3]));
  });

  it('sets aside the event that PostgreSQL refuses, and stores those that came with it', async () => {
    const target = new SuiteTarget().on('one');
    const inbox = await bench.start(target, { timeout: 5000 });
    await inbox.append(suiteEvent(0, { key: 'k' }));
    await pool.query(`
      CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF NEW.queue ~ '[0-9]$' AND NEW.data::text LIKE '%op-13%' THEN
          RAISE EXCEPTION 'too odd' USING ERRCODE = 'data_exception';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER refuse BEFORE INSERT ON job FOR EACH ROW EXECUTE FUNCTION refuse()`);
    const answers = range(19).map((number) => inbox.append(suiteEvent(number + 1, { key: 'k' })));
    expect(new Set(await Promise.all(answers))).toEqual(new Set(['stored']));
    await eventually(() => expect(target.numbers()).toEqual(range(20).filter((number) => number !== 13)));
    expect(await inbox.deadLetters.list()).toMatchObject([
      { kind: 'undelivered', operationID: 'op-13', reason: 'PostgreSQL refuses it: too odd' },
    ]);
    expect(target.problems).toEqual([]);
    await pool.query('DROP TRIGGER refuse ON job');
    expect(await inbox.deadLetters.redrive()).toBe(1);
    await eventually(() => expect(target.numbers()).toContain(13));
  });

  it('takes over from a replica that is gone, in order, when its lock was not extended for a lease', async () => {
    const first = await bench.start(new SuiteTarget(), { role: 'receive', timeout: 5000 });
    const events = range(5).map((number) => suiteEvent(number, { key: 'k' }));
    for (const event of events) await first.append(event);
    // What a replica leaves that was killed, with a clock that is an hour ahead.
    const lock = "UPDATE job SET state = 'active', lock_token = 'dead', locked_until_ms = $2 WHERE id = $1";
    await pool.query(lock, [events[0]?.id, Date.now() + 3_600_000]);
    const target = new SuiteTarget().on('one');
    await bench.start(target, { lease: 3000 });
    await eventually(() => expect(target.numbers()).toEqual(range(5)));
  });

  it('takes nothing over from a replica whose lease is longer than its own', async () => {
    const first = await bench.start(new SuiteTarget(), { role: 'receive', partitions: 2, timeout: 5000 });
    const inPartition = (number: number) => {
      const keys = range(100).map(String);
      const key = keys.find((each) => partitionOf(suiteEvent(number, { key: each }), 2) === number) ?? '';
      return suiteEvent(number, { key });
    };
    const events = range(2).map(inPartition);
    const lock = "UPDATE job SET state = 'active', lock_token = $2, locked_until_ms = 1 WHERE id = $1";
    for (const [number, lease] of [600_000, 1000].entries()) {
      const event = events[number];
      if (event) await first.append(event);
      await pool.query(lock, [event?.id, newLockToken(lease)]);
    }
    const target = new SuiteTarget().on('one');
    await bench.start(target, { lease: 1000, partitions: 2 });
    await eventually(() => expect(target.numbers()).toEqual([1]));
    const { rows } = await pool.query('SELECT state FROM job WHERE id = $1', [events[0]?.id]);
    expect(rows).toEqual([{ state: 'active' }]);
  });

  it('locks what it works on for its own lease', async () => {
    const gate = new Gate();
    const target = new SuiteTarget().on('one', () => gate.passed);
    const inbox = await bench.start(target, { lease: 12_345, timeout: 5000 });
    const event = suiteEvent(1);
    await inbox.append(event);
    await eventually(() => expect(target.numbers()).toEqual([1]));
    const { rows } = await pool.query<{ lock_token: string }>('SELECT lock_token FROM job WHERE id = $1', [
      event.id,
    ]);
    expect(rows.map(({ lock_token }) => leaseOfToken(lock_token))).toEqual([12_345]);
    gate.open();
  });

  it('begins when PostgreSQL comes, and tells meanwhile what is wrong', async () => {
    await server.kill();
    const target = new SuiteTarget().on('one');
    const inbox = await bench.start(target);
    expect(await inbox.append(suiteEvent(1))).toBe('held');
    await eventually(async () => expect((await inbox.state()).problem).toContain('ECONNREFUSED'));
    await server.begin();
    await eventually(() => expect(target.numbers()).toEqual([1]));
    await eventually(() => expect(target.problems).toEqual([expect.any(String), undefined]));
  });

  it('needs no right to change the schema once that is there', async () => {
    const mighty = await bench.start(new SuiteTarget(), { strict: true, timeout: 5000 });
    await pool.query(`
      CREATE ROLE app LOGIN;
      GRANT USAGE ON SCHEMA bullmq TO app;
      GRANT ALL ON ALL TABLES IN SCHEMA bullmq TO app;
      GRANT ALL ON ALL SEQUENCES IN SCHEMA bullmq TO app`);
    const target = new SuiteTarget().on('one');
    const postgres = server.url.replace('openim@', 'app@');
    const inbox = bullmqInbox({ postgres, name: 'narrow', strict: true });
    await inbox.start(target);
    expect(await inbox.append(suiteEvent(1))).toBe('stored');
    await eventually(() => expect(target.numbers()).toEqual([1]));
    await expect(inbox.usedNonces.claim('n1')).rejects.toThrow('permission denied');
    expect(await mighty.usedNonces.claim('n1')).toBe(true);
    await pool.query(`
      GRANT USAGE ON SCHEMA openim_callback TO app;
      GRANT ALL ON ALL TABLES IN SCHEMA openim_callback TO app`);
    expect([await inbox.usedNonces.claim('n1'), await inbox.usedNonces.claim('n1')]).toEqual([true, false]);
    await inbox.close();
  });

  it('forgets the keys of duplicates when their time is over', async () => {
    const inbox = await bench.start(new SuiteTarget().on('one'), { confirmWindow: 1000, timeout: 5000 });
    await inbox.append(suiteEvent(1, { key: 'k' }));
    const keys = async () => (await pool.query('SELECT queue FROM dedup')).rows as { queue: string }[];
    const mine = (await keys()).filter(({ queue }) => queue.startsWith(bench.name)).map(({ queue }) => queue);
    expect(mine).toHaveLength(1);
    await pool.query(FORGET, [mine, Date.now() - 60_000]);
    expect((await keys()).map(({ queue }) => queue)).toContain(mine[0]);
    await pool.query(FORGET, [mine, Date.now() + 60_000]);
    expect((await keys()).map(({ queue }) => queue)).not.toContain(mine[0]);
  });

  it('takes few connections, however many partitions there are', async () => {
    await bench.start(new SuiteTarget().on('one'), { partitions: 64, timeout: 5000 });
    const connections = async () => {
      const named =
        "SELECT count(*)::int AS n FROM pg_stat_activity WHERE application_name = 'openim-callback'";
      return (await pool.query<{ n: number }>(named)).rows[0]?.n;
    };
    await eventually(async () => expect(await connections()).toBeGreaterThan(1));
    expect(await connections()).toBeLessThanOrEqual(11);
  });
});
