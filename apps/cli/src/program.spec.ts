import { readVersion } from './program.js';
import { runCli } from './testing/run-cli.js';

describe('openim-callback', () => {
  it.each(['--version', '-v'])('tells its version with %s', async (flag) => {
    expect(await runCli([flag])).toEqual({ exitCode: 0, stdout: `${readVersion()}\n`, stderr: '' });
  });

  it.each([['--help'], ['help'], ['-h']])('helps with %s', async (...argv) => {
    const { exitCode, stdout, stderr } = await runCli(argv);
    expect([exitCode, stderr]).toEqual([0, '']);
    for (const word of ['trigger', 'list', 'dead-letters', '--version', 'Get started:'])
      expect(stdout).toContain(word);
  });

  it('helps, on stderr, when there is no command', async () => {
    const { exitCode, stdout, stderr } = await runCli([]);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain('Usage: openim-callback');
  });

  it('teaches trigger: all options, the rule of --set, the exit codes, examples', async () => {
    const { exitCode, stdout } = await runCli(['trigger', '--help']);
    expect(exitCode).toBe(0);
    const options = [
      'url',
      'set',
      'body',
      'count',
      'concurrency',
      'burst',
      'timeout',
      'operation-id',
      'json',
    ];
    for (const option of options) expect(stdout).toContain(`--${option}`);
    for (const code of ['0', '1', '2', '3', '4', '130'])
      expect(stdout).toMatch(new RegExp(`^  ${code} +\\S`, 'm'));
    for (const word of ['{n}', '{uuid}', 'Examples:', '$ openim-callback trigger'])
      expect(stdout).toContain(word);
  });

  it.each([
    [['triger'], 'Did you mean trigger?'],
    [['list', '--jsonn'], '--json'],
    [['list', '--phase', 'during'], 'before, after'],
    [['list', 'extra'], 'too many arguments'],
    [['trigger', '--url', 'http://127.0.0.1'], "'command'"],
    [['trigger', 'beforeAddFriend'], '--url'],
  ])('refuses %j and tells how to go on', async (argv, hint) => {
    const { exitCode, stdout, stderr } = await runCli(argv);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain(hint);
  });
});

describe('readVersion', () => {
  it('is a version', () => {
    expect(readVersion()).toMatch(/^\d+\.\d+\.\d+/);
  });
});
