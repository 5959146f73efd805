import { Logger } from '@nestjs/common';
import { bullmqInbox } from 'nestjs-openim-callback-bullmq';
import pg from 'pg';
import { runCli, type CliResult } from '../../apps/cli/src/testing/run-cli.js';
import { eventually, suiteEvent, suiteUnusable, SuiteTarget } from '../support/inbox-suite.js';
import { NonRetriableError } from 'nestjs-openim-callback';
import { InboxBench } from './support/inbox-bench.js';
import { PostgresServer } from './support/postgres-server.js';
import { RedisServer } from './support/redis-server.js';

const PASSWORD = 'correct-horse';

/** A server, and how the command line names it. */
interface Named {
  readonly server: RedisServer | PostgresServer;
  readonly option: string;
  readonly url: string;
}

const STORES: readonly [string, () => Promise<Named>][] = [
  [
    '--redis',
    async () => {
      const server = await RedisServer.start();
      return { server, option: '--redis', url: `redis://127.0.0.1:${server.port}/0` };
    },
  ],
  [
    '--postgres',
    async () => {
      const server = await PostgresServer.start();
      return { server, option: '--postgres', url: server.url };
    },
  ],
];

describe.each(STORES)('openim-callback dead-letters %s', (_, start) => {
  let store: Named;
  let bench: InboxBench;
  let target: SuiteTarget;
  let count = 0;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    store = await start();
  });

  beforeEach(async () => {
    bench = new InboxBench(store.server, `cli-${++count}`);
    target = new SuiteTarget().on('one', ({ number }) => {
      throw new NonRetriableError(`no connection for ${number}`);
    });
    const inbox = await bench.start(target);
    await inbox.append(suiteEvent(1, { key: 'si_a_b' }));
    await inbox.append(suiteEvent(2));
    await inbox.setAside(suiteUnusable('{'));
    await eventually(async () => expect((await inbox.state()).deadLetters).toBe(3));
  });

  afterEach(() => bench.close());

  afterAll(() => store.server.stop());

  const cli = (argv: readonly string[], name = bench.name): Promise<CliResult> =>
    runCli(['dead-letters', ...argv, store.option, store.url, '--name', name]);

  const listed = async (...filters: string[]): Promise<{ id: string; reason: string }[]> => {
    const { exitCode, stdout, stderr } = await cli(['list', '--json', ...filters]);
    expect([exitCode, stderr]).toEqual([0, '']);
    return JSON.parse(stdout);
  };

  it('lists and shows them', async () => {
    const table = await cli(['list']);
    expect([table.exitCode, table.stderr]).toEqual([0, '']);
    expect(table.stdout).toMatch(/ undelivered .* one .*no connection for 1\n/);
    expect(await listed('--kind', 'unusable')).toHaveLength(1);
    const [first] = await listed('--reason', 'FOR 1');
    const shown = await cli(['show', first?.id ?? '', '--json']);
    expect(JSON.parse(shown.stdout)).toEqual(first);
    expect(await cli(['show', 'nobody'])).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: `there is no dead letter nobody in ${store.url}\n`,
    });
  });

  it('redrives them: a running replica delivers', async () => {
    target.on('one');
    target.attempts.length = 0;
    const { exitCode, stdout, stderr } = await cli(['redrive', '--listener', 'one']);
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout).toContain(`redrove 2 dead letters\nA replica that runs on ${store.url} delivers them`);
    await eventually(() => expect(target.numbers().toSorted()).toEqual([1, 2]));
    expect(await listed()).toHaveLength(1);
  });

  it('purges them', async () => {
    const { exitCode, stdout, stderr } = await cli(['purge', '--kind', 'undelivered', '--yes']);
    expect([exitCode, stdout, stderr]).toEqual([0, 'deleted 2 dead letters\n', '']);
    expect(await listed()).toHaveLength(1);
    expect(target.attempts).toHaveLength(2);
  });

  it('needs an inbox that is there, and makes none', async () => {
    const failed = { exitCode: 3, stdout: '' };
    expect(await cli(['list'], 'nobody')).toEqual({
      ...failed,
      stderr: `error: ${store.url}: there is no inbox nobody with 16 partitions\n`,
    });
    expect(await cli(['list'], 'nobody')).toMatchObject(failed);
    expect(await cli(['list', '--partitions', '32'])).toMatchObject(failed);
  });

  it('does not guess how many partitions there are', async () => {
    const wide = new InboxBench(store.server, `wide-${count}`);
    await wide.start(new SuiteTarget(), { partitions: 17 });
    await eventually(async () =>
      expect(await cli(['list'], wide.name)).toMatchObject({
        exitCode: 3,
        stderr: expect.stringContaining('has more than 16 partitions: say how many'),
      }),
    );
    expect(await cli(['list', '--partitions', '17'], wide.name)).toMatchObject({
      stdout: 'no dead letters\n',
    });
    await wide.close();
  });
});

describe('openim-callback dead-letters', () => {
  const list = (option: string, url: string, ...argv: string[]): Promise<CliResult> =>
    runCli(['dead-letters', 'list', option, url, ...argv]);

  it('needs the right password of a Redis, and tells none', async () => {
    const guarded = await RedisServer.start('--requirepass', PASSWORD);
    const at = (password: string): string => `redis://:${password}@127.0.0.1:${guarded.port}/0`;
    const result = await list('--redis', at('wrong-horse'));
    expect(result).toMatchObject({ exitCode: 3, stdout: '', stderr: expect.stringContaining('WRONGPASS') });
    expect(result.stderr).toContain(at('***'));
    const right = await list('--redis', at(PASSWORD));
    expect(right.stderr).toBe(`error: ${at('***')}: there is no inbox openim with 16 partitions\n`);
    await guarded.stop();
  });

  it('needs the right password of a PostgreSQL, and tells none', async () => {
    const guarded = await PostgresServer.start();
    const admin = new pg.Client(guarded.url);
    await admin.connect();
    const { rows } = await admin.query<{ hba_file: string }>('SHOW hba_file');
    const rule = 'host all app 127.0.0.1/32 scram-sha-256';
    await admin.query(`
      CREATE ROLE app LOGIN PASSWORD '${PASSWORD}';
      COPY (VALUES ('${rule}')) TO '${rows[0]?.hba_file ?? ''}';
      SELECT pg_reload_conf()`);
    await admin.end();
    const at = (password: string): string => `postgres://app:${password}@127.0.0.1:${guarded.port}/postgres`;
    // The rule is not there at once.
    await eventually(async () =>
      expect(await list('--postgres', at('wrong-horse'))).toEqual({
        exitCode: 3,
        stdout: '',
        stderr: `error: ${at('***')}: password authentication failed for user "app"\n`,
      }),
    );
    const right = await list('--postgres', at(PASSWORD));
    expect(right.stderr).toBe(`error: ${at('***')}: there is no inbox openim with 16 partitions\n`);
    await guarded.stop();
  });

  it('finds an inbox in Redis by its prefix', async () => {
    const redis = await RedisServer.start();
    const url = `redis://127.0.0.1:${redis.port}/0`;
    const inbox = bullmqInbox({ connection: { port: redis.port }, prefix: 'other', strict: true });
    await inbox.start(new SuiteTarget());
    expect(await list('--redis', url, '--prefix', 'other')).toMatchObject({ stdout: 'no dead letters\n' });
    expect(await list('--redis', url)).toMatchObject({ exitCode: 3, stdout: '' });
    await inbox.close();
    await redis.stop();
  });
});
