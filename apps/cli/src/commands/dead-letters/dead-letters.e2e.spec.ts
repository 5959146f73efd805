import { createHmac } from 'node:crypto';
import { access, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Inbox } from 'nestjs-openim-callback';
import { until } from '../../../../../test/support/until.js';
import { acceptedEvent, startInbox, unusableCallback } from '../../testing/inbox.js';
import { useReceivers } from '../../testing/receiver.js';
import { runCli, startCli, TestOutput, type CliResult, type TestWorld } from '../../testing/run-cli.js';

describe('openim-callback dead-letters', () => {
  let folder = '';
  let file = '';
  let inbox: Inbox;
  let failing = true;
  let delivered: unknown[] = [];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dead-letters-'));
    file = join(folder, 'inbox.db');
    [failing, delivered] = [true, []];
    inbox = await startInbox(file, ({ body }) => {
      if (failing) throw new Error(`no connection for ${String(body['userID'])}`);
      delivered.push(body['userID']);
    });
    for (const user of ['u1', 'u2']) await inbox.append(acceptedEvent(user));
    await until(async () => (await inbox.state()).deadLetters === 2);
    await inbox.setAside(unusableCallback());
  });

  afterEach(async () => {
    await inbox.close();
    await rm(folder, { recursive: true });
  });

  const cli = (argv: readonly string[], world?: TestWorld): Promise<CliResult> =>
    runCli(['dead-letters', ...argv, '--file', file], world);

  const left = async (): Promise<number> => (await inbox.state()).deadLetters;

  async function listed(...filters: string[]): Promise<{ id: string; kind: string; body?: unknown }[]> {
    const { exitCode, stdout, stderr } = await cli(['list', '--json', ...filters]);
    expect([exitCode, stderr]).toEqual([0, '']);
    return JSON.parse(stdout);
  }

  it('lists them', async () => {
    const { exitCode, stdout, stderr } = await cli(['list']);
    expect([exitCode, stderr]).toEqual([0, '']);
    const [titles, first, , unusable] = stdout.split('\n');
    expect(titles?.split(/\s{2,}/)).toEqual([
      'id',
      'kind',
      'command',
      'listener',
      'attempts',
      'given up',
      'reason',
    ]);
    expect(first).toMatch(
      / undelivered {2}afterUserOnline {2}Presence\.online {2,}1 {2}.*no connection for u/,
    );
    expect(unusable).toMatch(/ unusable .*the body is no JSON$/);
  });

  it('cuts reasons on a terminal only', async () => {
    await inbox.setAside(unusableCallback({ reason: 'r'.repeat(500) }));
    expect((await cli(['list'])).stdout).toContain('r'.repeat(500));
    expect((await cli(['list'], { stdoutIsTTY: true })).stdout).toMatch(/ r+\.\.\.\n$/);
  });

  it('lists those that match', async () => {
    const [first] = await listed();
    expect(await listed('--id', first?.id ?? '', 'other')).toEqual([first]);
    expect(await listed('--command', 'afterUserOnline')).toHaveLength(2);
    expect(await listed('--listener', 'Presence.online', '--reason', 'FOR U2')).toMatchObject([
      { body: { userID: 'u2' } },
    ]);
    expect(await listed('--kind', 'unusable')).toMatchObject([{ kind: 'unusable' }]);
    expect(await listed('--since', '1h')).toHaveLength(3);
    expect(await listed('--until', '1h')).toEqual([]);
    expect(await listed('--until', '2100-01-01')).toHaveLength(3);
  });

  it('says when there are more, or none', async () => {
    const { stdout, stderr } = await cli(['list', '--json', '--limit', '2']);
    expect(JSON.parse(stdout)).toHaveLength(2);
    expect(stderr).toBe('these are the oldest 2, there are more: --limit\n');
    expect(await cli(['list', '--listener', 'x'])).toEqual({
      exitCode: 0,
      stdout: 'no dead letters\n',
      stderr: '',
    });
  });

  it('shows one', async () => {
    const [undelivered] = await listed('--kind', 'undelivered');
    const [unusable] = await listed('--kind', 'unusable');
    const shown = await cli(['show', undelivered?.id ?? '']);
    expect([shown.exitCode, shown.stderr]).toEqual([0, '']);
    expect(shown.stdout).toMatch(/\n {2}"userID": "u\d"\n}\n$/);
    const dumped = (await cli(['show', unusable?.id ?? ''])).stdout;
    expect(dumped).toContain('  user-agent: Go-http-client/1.1\n');
    expect(dumped).toContain('|{"callbackComman|');
    const json = await cli(['show', undelivered?.id ?? '', '--json']);
    expect(JSON.parse(json.stdout)).toEqual(undelivered);
  });

  it('writes the bytes of one as they came, and not to a terminal', async () => {
    const raw = Buffer.from([0x7b, 0xff, 0xfe, 0x00, 0x1b, 0x0a]);
    await inbox.setAside(unusableCallback({ raw, reason: 'odd bytes' }));
    const [letter] = await listed('--reason', 'odd bytes');
    const stdout = new TestOutput();
    const { exitCode, stderr } = await cli(['show', letter?.id ?? '', '--raw'], { stdout });
    expect([exitCode, stderr, stdout.bytes]).toEqual([0, '', raw]);
    const shown = await cli(['show', letter?.id ?? '', '--raw'], { stdoutIsTTY: true });
    expect([shown.exitCode, shown.stdout]).toEqual([2, '']);
    expect(shown.stderr).toContain('send them to a file or a pipe');
  });

  describe('replay', () => {
    const startReceiver = useReceivers();

    it('sends the bytes of each event once, as OpenIM would, and leaves the dead letters where they are', async () => {
      const receiver = await startReceiver();
      const { exitCode, stdout, stderr } = await cli(['replay', '--all', '--to', receiver.url]);
      expect([exitCode, stderr]).toEqual([
        0,
        'warning: 1 left out, whose command could not be made out: see show --raw\n',
      ]);
      expect(stdout).toMatch(
        /^(\S+ {2}callbackAfterUserOnlineCommand {2}reported {2}status 200\n){2}sent 2 of 2: 2 reported\n$/,
      );
      expect(receiver.arrivals.map(({ url }) => url)).toEqual(
        Array(2).fill('/cb/callbackAfterUserOnlineCommand'),
      );
      const sent = receiver.arrivals.map(({ bytes, headers }) => [headers['operationid'], bytes]);
      expect(sent.toSorted()).toEqual(['u1', 'u2'].map((user) => [`op-${user}`, acceptedEvent(user).raw]));
      expect(await left()).toBe(3);
    });

    it('says what OpenIM makes of the answers, as JSON too', async () => {
      const refusal = '{"actionCode":0,"errCode":5001,"errMsg":"no","errDlt":"","nextCode":1}';
      await inbox.setAside(
        unusableCallback({ command: 'callbackBeforeAddFriendCommand', reason: 'too old' }),
      );
      const receiver = await startReceiver(({ response }) => response.end(refusal));
      const replay = ['replay', '--to', receiver.url.replace('//', '//u:secret@'), '--reason', 'too old'];
      expect(await cli(replay)).toMatchObject({
        exitCode: 1,
        stdout: expect.stringMatching(/ refused {2}status 200, 5001, no\nsent 1 of 1: 1 refused\n$/),
      });
      expect(JSON.parse((await cli([...replay, '--json'])).stdout)).toMatchObject([
        {
          command: 'callbackBeforeAddFriendCommand',
          status: 200,
          verdict: 'refused',
          code: 5001,
          reason: 'no',
        },
      ]);
      const away = await cli(['replay', '--all', '--to', 'http://u:secret@127.0.0.1:1/cb']);
      expect([away.exitCode, away.stdout]).toEqual([3, expect.stringContaining('no answer')]);
      expect(away.stdout).not.toContain('secret');
    });

    it('signs each anew, as trigger does, and reads answers as the edition does', async () => {
      const receiver = await startReceiver();
      const key = `${file}.key`;
      await writeFile(key, 'Jefe\n');
      const signing = [
        ...['--sign', 'HMAC-SHA256', '--sign-key', key, '--signature-encoding', 'hex'],
        ...['--signature-header', 'X-Signature', '--nonce-header', 'X-Nonce'],
      ];
      const replay = ['replay', '--kind', 'undelivered', '--to', receiver.url, ...signing];
      expect(await cli(replay)).toMatchObject({
        exitCode: 2,
        stderr: expect.stringContaining('give --edition enterprise'),
      });
      expect(await cli([...replay, '--edition', 'enterprise'])).toMatchObject({ exitCode: 0, stderr: '' });
      const sent = receiver.arrivals.map(({ headers }) => [headers['x-nonce'], headers['x-signature']]);
      expect(new Set(sent.map(([nonce]) => nonce)).size).toBe(2);
      expect(sent.map(([, signature]) => signature)).toEqual(
        sent.map(([nonce]) => createHmac('sha256', 'Jefe').update(String(nonce)).digest('hex')),
      );
    });

    it('stops at --limit and says so, and tells when nothing matches', async () => {
      const receiver = await startReceiver();
      const to = ['replay', '--to', receiver.url, '--limit', '1'];
      const limited = await cli([...to, '--kind', 'undelivered']);
      expect([limited.exitCode, limited.stderr]).toEqual([
        0,
        'these are the oldest 1, there are more: --limit\n',
      ]);
      expect(receiver.arrivals).toHaveLength(1);
      expect(await cli([...to, '--listener', 'x'])).toEqual({
        exitCode: 1,
        stdout: 'no dead letters match\n',
        stderr: '',
      });
    });

    it('ends with what there is when Ctrl-C is pressed', async () => {
      const first = new Set<unknown>();
      const receiver = await startReceiver(({ response }) => {
        if (first.size === 0) response.end('{}');
        first.add(response);
      });
      const { result, interrupt } = startCli([
        'dead-letters',
        'replay',
        '--file',
        file,
        '--all',
        '--to',
        receiver.url,
      ]);
      await receiver.arrived(2);
      interrupt();
      expect(await result).toMatchObject({
        exitCode: 130,
        stdout: expect.stringContaining('sent 1 of 2: 1 reported\n'),
      });
    });
  });

  it('says when there is none of that id', async () => {
    const stderr = `there is no dead letter nobody in ${file}\n`;
    expect(await cli(['show', 'nobody'])).toEqual({ exitCode: 1, stdout: '', stderr });
    expect(await cli(['show', 'nobody', '--json'])).toEqual({ exitCode: 1, stdout: 'null\n', stderr });
  });

  it('redrives: the running app delivers them', async () => {
    failing = false;
    const { exitCode, stdout, stderr } = await cli(['redrive', '--listener', 'Presence.online']);
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout).toContain('redrove 2 dead letters\n');
    expect(stdout).toContain('delivers them within its pollInterval');
    await until(() => delivered.length === 2);
    expect(new Set(delivered)).toEqual(new Set(['u1', 'u2']));
    expect(await left()).toBe(1);
  });

  it('redrives all with --all, and what fails again is a dead letter again', async () => {
    const { exitCode, stdout } = await cli(['redrive', '--all', '--json']);
    expect([exitCode, JSON.parse(stdout)]).toEqual([0, { redriven: 3 }]);
    await until(async () => (await left()) === 3);
  });

  it('purges', async () => {
    const { exitCode, stdout, stderr } = await cli(['purge', '--kind', 'unusable', '--yes']);
    expect([exitCode, stdout, stderr]).toEqual([0, 'deleted 1 dead letter\n', '']);
    expect(await listed('--kind', 'unusable')).toEqual([]);
    const all = await cli(['purge', '--all', '--yes', '--json']);
    expect([all.exitCode, JSON.parse(all.stdout)]).toEqual([0, { purged: 2 }]);
    expect(await left()).toBe(0);
  });

  it.each([
    ['y\n', 0, 'deleted 3 dead letters\n', 0],
    ['n\n', 1, 'nothing was deleted\n', 3],
  ])('asks on a terminal before it purges: %j', async (answer, exitCode, stdout, remaining) => {
    const world = { stdin: [answer], stdinIsTTY: true, stderrIsTTY: true };
    expect(await cli(['purge', '--all'], world)).toEqual({
      exitCode,
      stdout,
      stderr: `Delete 3 dead letters from ${file} for good? [y/N] `,
    });
    expect(await left()).toBe(remaining);
  });

  it('does not ask when nothing matches', async () => {
    const world = { stdinIsTTY: true, stderrIsTTY: true };
    const result = { exitCode: 1, stdout: 'no dead letters match\n', stderr: '' };
    expect(await cli(['purge', '--listener', 'x'], world)).toEqual(result);
    expect(await cli(['redrive', '--listener', 'x'])).toEqual(result);
  });

  it.each([
    [['redrive'], '--all'],
    [['purge', '--yes'], '--all'],
    [['purge', '--all'], '--yes'],
    [['redrive', '--all', '--kind', 'unusable'], '--all goes with no filter'],
    [['list', '--since', 'yesterday'], 'It must be like 15m'],
    [['list', '--since', '1h', '--until', '2h'], '--since must be before --until'],
    [['list', '--kind', 'lost'], 'undelivered, unusable'],
    [['list', '--driver', 'mysql'], 'better-sqlite3'],
    [['list', '--redis', 'redis://127.0.0.1'], "cannot be used with option '--redis <url>'"],
    [['list', '--postgres', 'postgres://db/app'], "cannot be used with option '--postgres <url>'"],
    [['list', '--partitions', '8'], "cannot be used with option '--partitions <n>'"],
    [['list', '--limit', '0'], 'whole number'],
    [['show'], "'id'"],
    [['show', 'x', '--raw', '--json'], "cannot be used with option '--json'"],
    [['replay', '--all'], '--to'],
    [['replay', '--to', 'http://127.0.0.1:1/cb'], 'or --all'],
    [['replay', '--to', '127.0.0.1/cb', '--all'], 'OpenIM cannot send to "127.0.0.1/cb"'],
  ])('refuses %j and does nothing', async (argv, hint) => {
    const { exitCode, stdout, stderr } = await cli(argv);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain(hint);
    expect(await left()).toBe(3);
  });

  it('warns of a callback that OpenIM does not have', async () => {
    const { exitCode, stdout, stderr } = await cli(['redrive', '--command', 'afterUserOnlin']);
    expect([exitCode, stdout]).toEqual([1, 'no dead letters match\n']);
    expect(stderr).toContain('Did you mean afterUserOnline');
  });

  it('needs an inbox that is there, and makes none', async () => {
    const missing = join(folder, 'missing.db');
    expect(await runCli(['dead-letters', 'list', '--file', missing])).toEqual({
      exitCode: 3,
      stdout: '',
      stderr: `error: ${missing}: there is no such file\n`,
    });
    await expect(access(missing)).rejects.toThrow('ENOENT');
  });

  it('leaves a file alone that is no database', async () => {
    const notes = join(folder, 'notes.txt');
    await writeFile(notes, 'buy milk');
    const { exitCode, stderr } = await runCli(['dead-letters', 'purge', '--all', '--yes', '--file', notes]);
    expect([exitCode, stderr]).toEqual([3, expect.stringContaining(`${notes} is no SQLite database`)]);
    expect(await readFile(notes, 'utf8')).toBe('buy milk');
    expect((await readdir(folder)).filter((name) => name.includes('damaged'))).toEqual([]);
  });

  it("refuses another program's database, and one of a newer version", async () => {
    // Bytes 60 to 63 are the schema's version, 68 to 71 the program it belongs to.
    await inbox.drain(1000);
    await inbox.close();
    const bytes = await readFile(file);
    const other = join(folder, 'other.db');
    const patched = Buffer.from(bytes);
    patched.writeUInt32BE(7, 68);
    await writeFile(other, patched);
    const foreign = await runCli(['dead-letters', 'list', '--file', other]);
    expect([foreign.exitCode, foreign.stdout]).toEqual([3, '']);
    expect(foreign.stderr).toContain(`error: ${other} is another program's database`);
    const newer = Buffer.from(bytes);
    newer.writeUInt32BE(99, 60);
    await writeFile(other, newer);
    const { exitCode, stderr } = await runCli(['dead-letters', 'list', '--file', other]);
    expect([exitCode, stderr]).toEqual([3, expect.stringContaining('has schema version 99')]);
  });

  it('wants to know which inbox', async () => {
    const { exitCode, stderr } = await runCli(['dead-letters', 'list']);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('--file')]);
    expect(stderr).toContain('--redis');
  });

  // Nobody listens on port 1.
  it.each([
    ['--redis', 'redis://app:secret@127.0.0.1:1/0'],
    ['--postgres', 'postgres://app:secret@127.0.0.1:1/db'],
  ])('says that %s %s cannot be reached, and no password', async (option, url) => {
    const { exitCode, stdout, stderr } = await runCli(['dead-letters', 'list', option, url]);
    expect([exitCode, stdout]).toEqual([3, '']);
    expect(stderr).toMatch(/^error: .*connect ECONNREFUSED/);
    expect(stderr).toContain(url.replace('secret', '***'));
  });

  it('says how to get a driver that is missing', async () => {
    const { exitCode, stderr } = await cli(['list', '--driver', 'better-sqlite3']);
    expect([exitCode, stderr]).toEqual([3, expect.stringContaining('npm install better-sqlite3')]);
  });

  it('helps: filters, exit codes, what show reveals', async () => {
    const help = async (...argv: string[]): Promise<string> =>
      (await runCli(['dead-letters', ...argv, '--help'])).stdout;
    for (const name of ['list', 'show', 'redrive', 'replay', 'purge']) {
      expect(await help()).toContain(`  ${name} `);
      for (const code of ['0', '1', '2', '3']) {
        expect(await help(name)).toMatch(new RegExp(`^  ${code} +\\S`, 'm'));
      }
    }
    expect(await help('show')).toContain('the content of messages included');
    expect(await help('purge')).toContain('--until <time>');
  });
});
