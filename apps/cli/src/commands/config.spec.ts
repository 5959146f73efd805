import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { wireCommands } from 'openim-sender';
import { parse } from 'yaml';
import { runCli, type CliResult } from '../testing/run-cli.js';
import { shellQuote } from './config.js';

const URL = 'http://10.0.0.5:10006/cb';
const LISTEN = ['--listen', 'callbackAfterSingleMsgReadCommand, beforeSendSingleMsg', '--url', URL];

const plan = (wishes: object = {}): object => ({
  instance: 'default',
  path: 'cb',
  deadline: 9000,
  observesAll: false,
  callbacks: [
    {
      key: 'beforeAddFriend',
      command: 'callbackBeforeAddFriendCommand',
      phase: 'before',
      listeners: ['Friends.check'],
      timeout: 10,
      released: true,
      fires: true,
    },
  ],
  ...wishes,
});

describe('openim-callback config', () => {
  let folder = '';

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'config-'));
  });

  afterAll(() => rm(folder, { recursive: true }));

  async function save(name: string, content: string): Promise<string> {
    const file = join(folder, name);
    await writeFile(file, content);
    return file;
  }

  const config = (...argv: readonly string[]): Promise<CliResult> => runCli(['config', ...argv]);

  it('prints a webhooks.yml that doctor finds nothing wrong with', async () => {
    const { exitCode, stdout, stderr } = await config(...LISTEN, '--deadline', '7000');
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(parse(stdout)).toEqual({
      url: URL,
      beforeSendSingleMsg: { enable: true, timeout: 8 },
      afterSingleMsgRead: { enable: true, timeout: 5 },
    });
    const file = await save('fresh.yml', stdout);
    const checked = await runCli(['doctor', '--config', file, ...LISTEN.slice(0, 2), '--deadline', '7000']);
    expect([checked.exitCode, checked.stdout]).toEqual([0, expect.stringContaining('nothing is wrong')]);
  });

  it('writes what follows from filters into a file that is there, and keeps what somebody wrote', async () => {
    const callbacks = [
      {
        key: 'afterSendSingleMsg',
        command: 'callbackAfterSendSingleMsgCommand',
        phase: 'after',
        listeners: ['Search.index'],
        timeout: 5,
        released: true,
        fires: true,
        deniedTypes: [113, 2101],
      },
    ];
    const app = await save('filters.json', JSON.stringify([plan({ callbacks })]));
    const text = [
      `url: ${URL}`,
      'afterSendSingleMsg:',
      '  enable: true',
      '  timeout: 5',
      '  # ours',
      '  deniedTypes: [102, 2101] # no pictures',
      '',
    ].join('\n');
    const file = await save('filters.yml', text);
    const doctor = ['doctor', '--config', file, '--app', app];
    expect(await runCli(doctor)).toMatchObject({
      exitCode: 1,
      stdout: expect.stringMatching(
        /filters\.yml:6:3 {2}warning {2}filter-missing[\s\S]*note {2}filter-narrower/,
      ),
    });
    const { exitCode, stderr } = await config('--app', app, '--merge', file, '--write');
    expect([exitCode, stderr.trimEnd().split('\n')]).toEqual([
      0,
      [
        expect.stringMatching(
          /^changed {2}.*filters\.yml:6:3 .*filter-missing: no listener wants content types 113,/,
        ),
        expect.stringMatching(
          /^kept {5}.*filters\.yml:6:3 .*filter-narrower: content types 102 are not sent/,
        ),
      ],
    ]);
    expect(parse(await readFile(file, 'utf8'))).toMatchObject({
      afterSendSingleMsg: { deniedTypes: [102, 2101, 113] },
    });
    expect(await readFile(file, 'utf8')).toContain('# ours');
    expect(await runCli(doctor)).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/note {2}filter-narrower[\s\S]*nothing is wrong/),
    });
    const fresh = await save('fresh-filters.yml', (await config('--app', app, '--url', URL)).stdout);
    expect(await runCli(['doctor', '--config', fresh, '--app', app])).toMatchObject({ exitCode: 0 });
  });

  it('reads what describeWebhooks() has returned', async () => {
    const app = await save('plans.json', JSON.stringify([plan(), plan({ instance: 'eu', callbacks: [] })]));
    const several = await config('--app', app, '--url', URL);
    expect([several.exitCode, several.stderr]).toEqual([
      2,
      expect.stringContaining('--instance with one of default, eu'),
    ]);
    const { stdout } = await config('--app', app, '--instance', 'default', '--url', URL);
    expect(parse(stdout)).toEqual({ url: URL, beforeAddFriend: { enable: true, timeout: 10 } });
    const own = await config('--app', app, '--instance', 'default', '--url', URL, '--deadline', '12000');
    expect(parse(own.stdout)).toMatchObject({ beforeAddFriend: { timeout: 13 } });
  });

  it('prints the environment that says the same', async () => {
    const { stdout } = await config(
      '--listen',
      'afterMsgSaveDB',
      '--url',
      "http://u:it's@h/cb",
      '--openim',
      'main',
      '--env',
    );
    const lines = stdout.trimEnd().split('\n');
    expect(lines.slice(0, 3)).toEqual([
      String.raw`IMENV_WEBHOOKS_URL='http://u:it'\''s@h/cb'`,
      'IMENV_WEBHOOKS_AFTERMSGSAVEDB_ENABLE=true',
      'IMENV_WEBHOOKS_AFTERMSGSAVEDB_TIMEOUT=5',
    ]);
    // All others, and afterGroupMsgRevoke.
    expect(lines.slice(3)).toHaveLength(wireCommands.length);
    expect(lines.slice(3).every((line) => /^IMENV_WEBHOOKS_[A-Z]+_ENABLE=false$/.test(line))).toBe(true);
  });

  it('leaves out what the version does not have, and says so', async () => {
    const { exitCode, stdout, stderr } = await config(
      '--listen',
      'afterMsgSaveDB,afterUserOnline',
      '--url',
      URL,
    );
    expect(Object.keys(parse(stdout))).toEqual(['url', 'afterUserOnline']);
    expect([exitCode, stderr]).toEqual([
      1,
      expect.stringMatching(/^LEFT .*afterMsgSaveDB {2}listener-in-vain: .*\n$/),
    ]);
  });

  it('prints the merged file, and writes it only when told to', async () => {
    const text = `url: ${URL} # ours\nafterUserOnline:\n  enable: true\n  timeout: 5\n`;
    const file = await save('webhooks.yml', text);
    const printed = await config('--listen', 'afterUserOffline', '--merge', file);
    expect(printed.stderr).toMatch(
      /^changed .*:2:1 {2}afterUserOnline {2}not-listened: .*\nchanged .*afterUserOffline {2}not-enabled: /,
    );
    expect(await readFile(file, 'utf8')).toBe(text);
    const written = await config('--listen', 'afterUserOffline', '--merge', file, '--write');
    expect([written.exitCode, written.stdout]).toEqual([0, '']);
    expect(await readFile(file, 'utf8')).toBe(printed.stdout);
    expect(printed.stdout).toBe(
      `url: ${URL} # ours\nafterUserOnline:\n  enable: false\n  timeout: 5\nafterUserOffline:\n  enable: true\n  timeout: 5\n`,
    );
    const again = await config('--listen', 'afterUserOffline', '--merge', file);
    expect([again.stdout, again.stderr]).toEqual([printed.stdout, '']);
  });

  it('changes the webhooks.yml inside a ConfigMap, and nothing around it', async () => {
    const map = (inner: readonly string[]): string =>
      [
        'apiVersion: v1',
        'kind: ConfigMap',
        'metadata: { name: openim-config }',
        'data:',
        '  webhooks.yml: |',
        ...inner.map((line) => `    ${line}`),
        '',
      ].join('\n');
    const off = ['afterUserOnline:', '  enable: false', '  timeout: 5'];
    const file = await save('map.yml', map([`url: ${URL}`, ...off]));
    const { exitCode, stderr } = await config('--listen', 'afterUserOnline', '--merge', file, '--write');
    expect([exitCode, stderr]).toEqual([
      0,
      expect.stringMatching(/^changed .*map\.yml:7:5 {2}afterUserOnline /),
    ]);
    const on = ['afterUserOnline:', '  enable: true', '  timeout: 5'];
    expect(await readFile(file, 'utf8')).toBe(map([`url: ${URL}`, ...on]));
  });

  it.each([
    ['a compose file', 'services:\n  openim-server:\n    image: openim/openim-server\n', 'config --env'],
    ['.env', '# of OpenIM\nIMENV_WEBHOOKS_URL=http://h/cb\n', 'config --env'],
    ['a Deployment', 'apiVersion: apps/v1\nkind: Deployment\n', 'it is a Deployment of Kubernetes'],
    [
      'another ConfigMap',
      'apiVersion: v1\nkind: ConfigMap\ndata: { a: b }\n',
      'without webhooks.yml in its data',
    ],
    ['another file of OpenIM', 'url: x\nstorageLocation: /logs\n', 'it has the key of no callback'],
    [
      'package.json',
      '{ "name": "app", "url": "http://h", "version": "1.0.0" }',
      'it has the key of no callback',
    ],
  ])('refuses %s and leaves it as it is', async (_, text, reason) => {
    const file = await save('some.file', text);
    const { exitCode, stdout, stderr } = await config(...LISTEN, '--merge', file, '--write');
    expect([exitCode, stdout, stderr]).toEqual([2, '', expect.stringContaining(reason)]);
    expect(stderr).toContain(file);
    expect(await readFile(file, 'utf8')).toBe(text);
  });

  it('switches no other callback off that shares an anchor', async () => {
    const file = await save(
      'anchors.yml',
      `url: ${URL}\nbeforeSendSingleMsg: &on\n  enable: true\n  timeout: 5\nafterSingleMsgRead: *on\n`,
    );
    const { exitCode } = await config('--listen', 'afterSingleMsgRead', '--merge', file, '--write');
    expect([exitCode, parse(await readFile(file, 'utf8'))]).toEqual([
      0,
      {
        url: URL,
        beforeSendSingleMsg: { enable: false, timeout: 5 },
        afterSingleMsgRead: { enable: true, timeout: 5 },
      },
    ]);
  });

  it('keeps the line breaks of Windows', async () => {
    const text = `url: ${URL} # ours\r\nafterUserOnline:\r\n  enable: false\r\n  timeout: 5\r\n`;
    const { stdout } = await config('--listen', 'afterUserOnline', '--merge', await save('crlf.yml', text));
    expect(stdout).toBe(text.replace('false', 'true'));
  });

  it('makes a file of an empty one', async () => {
    const file = await save('empty.yml', '# nothing yet\n');
    const { stdout } = await config('--listen', 'afterUserOnline', '--merge', file, '--url', URL);
    expect(parse(stdout)).toEqual({ url: URL, afterUserOnline: { enable: true, timeout: 5 } });
  });

  it('tells what only a person can repair', async () => {
    const file = await save('slash.yml', 'url: http://h/cb/\n');
    const { exitCode, stderr } = await config('--listen', 'afterUserOnline', '--merge', file);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/LEFT .*slash\.yml:1:1 {2}url {2}url-trailing-slash: .*; remove the slash/);
  });

  it.each([
    [[], 'give --app or --listen'],
    [['--listen', 'afterUserOnline'], 'give --url'],
    [['--listen', 'afterUserOnlin', '--url', URL], 'Did you mean afterUserOnline'],
    [['--listen', 'afterUserOnline', '--url', 'h/cb'], '--url: the url has no scheme'],
    [['--listen', 'afterUserOnline', '--url', URL, '--write'], '--write needs --merge'],
    [['--listen', 'afterUserOnline', '--merge', '/nowhere/webhooks.yml'], 'ENOENT'],
    [['--listen', 'afterUserOnline', '--openim', '3.6', '--url', URL], '3.8.3, main'],
    [['--app', '/nowhere/plans.json', '--url', URL], 'ENOENT'],
  ])('with %j writes nothing and says why', async (argv, reason) => {
    const { exitCode, stdout, stderr } = await config(...argv);
    expect([exitCode, stdout, stderr]).toEqual([2, '', expect.stringContaining(reason)]);
  });

  it('does not touch what is no YAML, nor takes any JSON for plans', async () => {
    const file = await save('broken.yml', 'url: x\nurl: y\n');
    const broken = await config(...LISTEN, '--merge', file, '--write');
    expect([broken.exitCode, broken.stderr]).toEqual([2, expect.stringContaining('must be unique')]);
    expect(await readFile(file, 'utf8')).toBe('url: x\nurl: y\n');
    const other = await config('--app', await save('other.json', '[{}]'), '--url', URL);
    expect(other.stderr).toContain('not what describeWebhooks(app) of this version returns');
  });
});

describe('shellQuote', () => {
  it('leaves plain values as they are', () => {
    expect(shellQuote('http://10.0.0.5:10006/cb')).toBe('http://10.0.0.5:10006/cb');
  });

  it('is undone by a shell', () => {
    const value = fc.string({ unit: fc.constantFrom(...`a'"$\`\\ #&;é`) });
    fc.assert(
      fc.property(value, (text) => {
        const printed = execFileSync('sh', ['-c', `printf %s ${shellQuote(text)}`], { encoding: 'utf8' });
        expect(printed).toBe(text);
      }),
      { numRuns: 30 },
    );
  });
});
