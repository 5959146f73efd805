import { createHmac } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { Redis } from 'ioredis';
import pg from 'pg';
import { NONCE_HEADER, SIGNATURE_HEADER } from '../processes/app/access-of.js';
import { numberedCallback } from '../processes/driver/numbered-callback.js';
import { eventually, SuiteTarget } from '../support/inbox-suite.js';
import { Cluster } from './chaos/cluster.js';
import { InboxBench } from './support/inbox-bench.js';
import { STORES, type StoreServer } from './support/store-server.js';

const range = (length: number): number[] => Array.from({ length }, (_, index) => index);

/** How many nonces of an inbox a server has. */
const COUNTS: Readonly<Record<string, (port: number, name: string) => Promise<number>>> = {
  Redis: async (port, name) => {
    const client = new Redis({ port });
    const count = await client.zcard(`bull:${name}:nonces`);
    client.disconnect();
    return count;
  },
  PostgreSQL: async (port, name) => {
    const client = new pg.Client(`postgres://openim@127.0.0.1:${port}/postgres`);
    await client.connect();
    const { rows } = await client.query<{ count: string }>(
      'SELECT count(*) FROM openim_callback.used_nonce WHERE inbox = $1',
      [name],
    );
    await client.end();
    return Number(rows[0]?.count);
  },
};

/** By how many PostgreSQL may have more than it shall: it looks for what can be forgotten once in so many. */
const SLACK: Readonly<Record<string, number>> = { Redis: 0, PostgreSQL: 1000 };

describe.each(STORES)('the used nonces on %s', (name, store) => {
  let server: StoreServer;
  let bench: InboxBench;
  let count = 0;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    server = await store.start();
  });

  beforeEach(() => {
    bench = new InboxBench(server, `nonces-${++count}`);
  });

  afterEach(() => bench.close());

  afterAll(() => server.stop());

  const start = async (options = {}) => {
    const inbox = await bench.start(new SuiteTarget(), { role: 'receive', ...options });
    await eventually(async () => expect(await inbox.state()).toMatchObject({ healthy: true }));
    return inbox.usedNonces;
  };

  const held = (): Promise<number> => COUNTS[name]?.(server.port, bench.name) ?? Promise.resolve(NaN);

  it('are each new to one of the replicas that ask at the same time, also while their place is made', async () => {
    const replicas = [await start(), await start(), await start()];
    const claims = await Promise.all(
      range(200).map((nonce) => Promise.all(replicas.map((replica) => replica.claim(`${nonce}`)))),
    );
    expect(claims.map((each) => each.filter(Boolean).length)).toEqual(range(200).map(() => 1));
  });

  it('are those of one inbox', async () => {
    const used = await start();
    expect(await used.claim('n')).toBe(true);
    const other = await start({ name: `${bench.name}-other` });
    expect(await other.claim('n')).toBe(true);
    expect(await used.claim('n')).toBe(false);
  });

  it('are still used after the server was killed; while it is away nobody is let in', async () => {
    const used = await start();
    expect(await used.claim('n1')).toBe(true);
    await server.kill();
    await eventually(() => expect(used.claim('n2')).rejects.toThrow(new RegExp(`${name}.*ECONNREFUSED`)));
    await server.begin();
    await eventually(async () => expect(await used.claim('n1')).toBe(false));
    expect(await used.claim('n2')).toBe(true);
  }, 60_000);

  it('are not waited for longer than the timeout when the server hangs', async () => {
    const used = await start({ timeout: 100 });
    expect(await used.claim('n1')).toBe(true);
    server.freeze();
    await expect(used.claim('n2')).rejects.toThrow(new RegExp(`${name}.*(no answer|timeout)`));
    server.thaw();
    await eventually(async () => expect(await used.claim('n1')).toBe(false));
  }, 60_000);

  it('are bounded: the latest are remembered', async () => {
    const used = await start({ maxNonces: 100 });
    for (const page of range(30)) await Promise.all(range(100).map((at) => used.claim(`${page * 100 + at}`)));
    await eventually(async () => expect(await held()).toBeLessThanOrEqual(100 + (SLACK[name] ?? 0)));
    expect(await held()).toBeGreaterThanOrEqual(100);
    expect(await used.claim('2999')).toBe(false);
    expect(await used.claim('0')).toBe(true);
  }, 60_000);

  it('are forgotten when they are too old to be taken anyway', async () => {
    const used = await start();
    for (const round of range(4)) await Promise.all(range(1000).map((at) => used.claim(`${round}/${at}`, 1)));
    await eventually(async () => expect(await held()).toBeLessThanOrEqual(2000));
  }, 60_000);
});

it('a signature that one of three replicas has taken, no other takes', async () => {
  const signatureKey = 'a-long-secret';
  const cluster = await Cluster.start({ replicas: 3, spill: false, app: { signatureKey } });
  const { body } = numberedCallback(0, 1, 'reader');
  const send = async (replica: number, nonce: string): Promise<boolean> => {
    const response = await fetch(cluster.urlOf(replica), {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        [NONCE_HEADER]: nonce,
        [SIGNATURE_HEADER]: createHmac('sha256', signatureKey).update(nonce).digest('hex'),
      },
      body: JSON.stringify(body),
    });
    const { errCode } = (await response.json()) as { errCode: number };
    return errCode === 0;
  };
  const sendToAll = (nonce: string): Promise<boolean[]> =>
    Promise.all(range(3).map((replica) => send(replica, nonce)));
  let attempt = 0;
  await eventually(async () => expect(await send(0, `first ${attempt++}`)).toBe(true));
  expect(await send(0, 'n1')).toBe(true);
  expect(await sendToAll('n1')).toEqual([false, false, false]);
  for (const round of range(20)) {
    expect((await sendToAll(`at once ${round}`)).filter(Boolean)).toHaveLength(1);
  }
  await cluster.kill(0);
  await cluster.begin(0);
  expect(await sendToAll('n1')).toEqual([false, false, false]);
  await cluster.stop();
}, 120_000);
