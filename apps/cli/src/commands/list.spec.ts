import { wireCommands } from 'openim-sender';
import { runCli } from '../testing/run-cli.js';

describe('openim-callback list', () => {
  it('shows all callbacks', async () => {
    const { exitCode, stdout, stderr } = await runCli(['list']);
    const lines = stdout.trimEnd().split('\n');
    expect([exitCode, stderr, lines.length]).toEqual([0, '', 1 + wireCommands.length]);
    expect(lines[0]?.split(/\s{2,}/)).toEqual(['key', 'command', 'phase', 'since', 'fires']);
  });

  it.each([
    ['afterRevokeMsg', ['callbackBeforeAfterMsgCommand', 'after', 'v3.4.2', 'yes']],
    ['afterMsgSaveDB', ['callbackAfterMsgSaveDBCommand', 'after', 'main', 'yes']],
    ['afterUserKickOff', ['callbackAfterUserKickOffCommand', 'after', 'v3.7.0', 'never']],
    ['beforeMemberJoinGroup', ['callbackBeforeMembersJoinGroupCommand', 'before', 'v3.8.0', 'yes']],
    ['beforeSendSingleMsg', ['callbackBeforeSendSingleMsgCommand', 'before', 'v3.0.0', 'yes']],
  ])('knows %s', async (key, expected) => {
    const { stdout } = await runCli(['list']);
    const row = stdout.split('\n').find((line) => line.startsWith(`${key} `));
    expect(row?.split(/\s{2,}/)).toEqual([key, ...expected]);
  });

  it.each(['before', 'after'])('shows those of the phase %s', async (phase) => {
    const { stdout } = await runCli(['list', '--phase', phase, '--json']);
    const rows: { phase: string }[] = JSON.parse(stdout);
    expect(new Set(rows.map((row) => row.phase))).toEqual(new Set([phase]));
    expect(rows).toHaveLength(wireCommands.filter((row) => row.phase === phase).length);
  });

  it('prints JSON', async () => {
    const { stdout } = await runCli(['list', '--json']);
    const rows: unknown[] = JSON.parse(stdout);
    expect(rows).toHaveLength(wireCommands.length);
    expect(rows).toContainEqual({
      key: 'afterUserKickOff',
      command: 'callbackAfterUserKickOffCommand',
      phase: 'after',
      since: 'v3.7.0',
      released: true,
      fires: false,
    });
  });

  it('prints the titles bold on a terminal, not with NO_COLOR', async () => {
    expect((await runCli(['list'], { stdoutIsTTY: true })).stdout).toContain('\u001b[1mkey');
    const env = { NO_COLOR: '1' };
    expect((await runCli(['list'], { stdoutIsTTY: true, env })).stdout).not.toContain('\u001b');
  });
});
