import { createPostgresBackend, Queue, runMigrations, Worker } from 'bullmq';
import pg from 'pg';
import { PostgresServer } from './support/postgres-server.js';

/**
 * What BullMQ's backend for PostgreSQL did not do in 6.7.0, and the inbox does around it. A test that fails here tells
 * that BullMQ does it now, and what of the inbox can go.
 */
describe("BullMQ's backend for PostgreSQL", () => {
  let server: PostgresServer;
  let pool: pg.Pool;
  let count = 0;
  let queue: ReturnType<typeof open>['queue'];
  let worker: ReturnType<typeof open>['worker'];

  const open = (name: string) => ({
    queue: new Queue(name, { connection: pool }, createPostgresBackend),
    worker: new Worker(
      name,
      null,
      { connection: pool, autorun: false, lockDuration: 1, stalledInterval: 1 },
      createPostgresBackend,
    ),
  });

  beforeAll(async () => {
    server = await PostgresServer.start();
    pool = new pg.Pool({ connectionString: server.url, options: '-c search_path=bullmq' });
    const client = await pool.connect();
    await runMigrations(client);
    client.release();
  });

  beforeEach(() => {
    ({ queue, worker } = open(`q${++count}`));
  });

  afterEach(async () => {
    await worker.close();
    await queue.close();
  });

  afterAll(async () => {
    await pool.end();
    await server.stop();
  });

  const add = (priority: number) =>
    queue.addBulk(['a', 'b', 'c'].map((name) => ({ name, data: {}, opts: { priority } })));
  const next = async () => (await worker.getNextJob('token', { block: false })).name;
  const giveBack = async () => (await worker.getNextJob('token', { block: false })).moveToWait('token');

  it('puts a job back to the head only when it has a priority (see postgres-driver.ts)', async () => {
    await add(0);
    await giveBack();
    expect(await next()).toBe('b');
  });

  it('puts it back to the head, and lists in order from there, when it has one', async () => {
    await add(1);
    await giveBack();
    expect((await queue.getJobs(['prioritized'], 0, 1, true)).map(({ name }) => name)).toEqual(['a', 'b']);
    expect(await next()).toBe('a');
  });

  it('lists the last jobs for the first when they have no priority (see postgres-driver.ts)', async () => {
    await add(0);
    expect((await queue.getJobs(['waiting'], 0, 1, true)).map(({ name }) => name)).toEqual(['b', 'c']);
  });

  it('puts the job of a replica that is gone to the end (see postgres-maintenance.ts)', async () => {
    await add(1);
    expect(await next()).toBe('a');
    let recovered: string[] = [];
    while (recovered.length === 0) recovered = await worker.getBackend().moveStalledJobsToWait();
    expect(await next()).toBe('b');
  });

  it('never forgets keys of duplicates that have run out (see postgres-maintenance.ts)', async () => {
    const add = (id: string, timestamp: number) =>
      queue.add(id, {}, { timestamp, deduplication: { id, ttl: 1000 }, removeOnComplete: true });
    for (const [id, timestamp] of [
      ['first', Date.now()],
      ['an hour later', Date.now() + 3_600_000],
    ] as const) {
      await add(id, timestamp);
      const job = await worker.getNextJob('token', { block: false });
      await job.moveToCompleted(undefined, 'token', false);
    }
    const kept = await pool.query('SELECT 1 FROM dedup WHERE queue = $1', [queue.name]);
    expect(kept.rows).toHaveLength(2);
  });
});
