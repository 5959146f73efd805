import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli } from './testing/run-cli.js';

/** Files that are not what they should be. */
const FILES: Readonly<Record<string, string | Buffer>> = {
  'null.json': '[null]',
  'empty-callback.json': '[{"instance":"a","observesAll":false,"callbacks":[{}]}]',
  'null-listeners.json':
    '[{"instance":"a","observesAll":false,"callbacks":[{"key":"afterUserOnline","phase":"after","listeners":null,"released":true,"fires":true}]}]',
  'odd-phase.json':
    '[{"instance":"a","observesAll":false,"callbacks":[{"key":"afterUserOnline","phase":"sideways","listeners":[],"released":true,"fires":true}]}]',
  'url-mapping.yml': 'url: {a: 1}\nafterUserOnline: {enable: true}',
  'list-section.yml': 'afterUserOnline: [1]',
  'odd-keys.yml': '? {a: b}\n: {enable: true}\nnull: {enable: true}\n~x: 5',
  'set.yml': '!!set {a, b}',
  'tags.yml': 'afterUserOnline: !!binary aGk=\nurl: !x y',
  'control.yml': '\u0000\u0001',
  'two.yml': 'url: x\n---\nurl: y',
  'recursive.yml': 'afterUserOnline: &a {enable: *a}',
  'nested.yml': 'webhooks: {webhooks: {webhooks: {url: x}}}',
  'numbers.yml':
    'url: 1e999\nafterUserOnline: {enable: .nan, timeout: .inf, deniedTypes: [{a: 1}, [2], null]}',
  'merged.yml': '<<: {afterUserOnline: {enable: true}}',
  'null-alias.yml': 'x: &x\nurl: *x\nafterUserOnline: *x',
  'callback.yml': 'callback: 5\nuserOnline: [1]',
  'host.yml': 'url: "http://u:hunter2@[::1/cb"\nbeforeAddFriend: {enable: true}',
  'list-environment.yml': 'services: {a: {environment: [5, null, {a: b}, [c]], env_file: [null, 5, {}]}}',
  'odd-environment.yml':
    'services: {a: {environment: {IMENV_WEBHOOKS_URL: {x: 1}, IMENV_WEBHOOKS_: 1, IMENV_WEBHOOKS__: 2, IMENV_WEBHOOKS_A_B_C: 3}}}',
  'number-data.yml': 'apiVersion: v1\nkind: ConfigMap\ndata: 5',
  'empty-block.yml': 'apiVersion: v1\nkind: ConfigMap\ndata:\n  webhooks.yml: |',
  'folded.yml':
    'apiVersion: v1\nkind: ConfigMap\ndata:\n  webhooks.yml: >\n    url: x\n\n    afterUserOnline: {enable: true}\n',
  '.env': 'IMENV_WEBHOOKS_URL=${A:?x}${\nIMENV_WEBHOOKS_AFTERUSERONLINE_ENABLE="tru',
  'bytes.bin': Buffer.from([0xff, 0xfe, 0, 1, 2]),
  'broken.db': Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(200, 7)]),
  empty: '',
};

/** Values that no option means. */
const VALUES = [
  ...['', '-', '--', '0', '-1', '1e3', 'NaN', '{}', '[]', '__proto__', 'constructor', 'toString', 'a=b', '='],
  ...[
    '__proto__.x=1',
    'constructor.prototype.y=2',
    'users.99=1',
    'users.0.x=1',
    'userID=\0',
    '\0',
    '\ud800',
    '💥',
  ],
  ...[
    'http://',
    'http://[',
    'http://h h/',
    'http://%zz',
    'ftp://x',
    'http://127.0.0.1:99999/',
    'redis://x:y@',
  ],
  ...['postgres://', '9999999999999w', 'a'.repeat(500)],
];

describe('whatever is given', () => {
  let folder = '';

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hostile-'));
    for (const [name, content] of Object.entries(FILES)) await writeFile(join(folder, name), content);
  });

  afterAll(() => rm(folder, { recursive: true }));

  async function check(...argv: readonly string[]): Promise<void> {
    const { exitCode, stdout, stderr } = await runCli(argv);
    const told = { argv, exitCode, stdout, stderr };
    expect(told).toEqual({ ...told, exitCode: Math.min(exitCode, 3) });
    expect(`${stdout}${stderr}`).not.toMatch(
      /TypeError|Cannot read|is not a function|is not iterable|\[object/,
    );
    expect(stderr).not.toContain('hunter2');
  }

  const listen = ['--listen', 'afterUserOnline,beforeAddFriend,afterMsgSaveDB', '--openim', 'main'];

  it.each([...Object.keys(FILES), 'none', '.'])('in the file %s', async (name) => {
    const file = join(folder, name);
    for (const argv of [
      ['doctor', '--config', file],
      ['doctor', '--config', file, '--json', ...listen],
      ['doctor', '--env-file', file, ...listen],
      ['config', '--merge', file, ...listen],
      ['config', '--merge', file, '--url', 'http://h/cb', '--listen', 'afterUserOnline'],
      ['trigger', 'afterUserOnline', '--url', 'http://127.0.0.1:1/cb', '--timeout', '0.2', '--body', file],
      ['dead-letters', 'list', '--file', file],
      ...(name.endsWith('.json') ? [['config', '--app', file, '--url', 'http://h/cb']] : []),
    ])
      await check(...argv);
  });

  it.each(VALUES)('as the value %j', async (value) => {
    const trigger = ['trigger', 'beforeUserRegister', '--timeout', '0.2', '--url'];
    const nowhere = 'http://127.0.0.1:1/cb';
    const none = ['--file', join(folder, 'none')];
    for (const argv of [
      ['trigger', value, '--url', nowhere, '--timeout', '0.2'],
      [...trigger, value],
      [...trigger, nowhere, '--set', value],
      [...trigger, nowhere, '--operation-id', value],
      [...trigger, nowhere, '--count', value],
      ['list', '--phase', value],
      ['config', '--listen', value, '--url', 'http://h/cb'],
      ['config', '--listen', 'afterUserOnline', '--url', value],
      ['config', '--app', `${value}\0.js`, '--url', 'http://h/cb'],
      ['doctor', '--url', value, '--idle', '0'],
      ['dead-letters', 'list', '--redis', value.replace(/^redis:.*/, '')],
      ['dead-letters', 'list', '--postgres', value.replace(/^postgres:.*/, '')],
      ['dead-letters', 'list', '--since', value, ...none],
      ['dead-letters', 'redrive', '--command', value, ...none],
      ['dead-letters', 'replay', '--all', '--to', value, ...none],
      ['dead-letters', value],
      [value],
    ])
      await check(...argv);
  });
});
