import type { ServerResponse } from 'node:http';
import { ManualTimers } from '../../../../../test/support/manual-timers.js';
import { useReceivers } from '../../testing/receiver.js';
import { runCli, startCli } from '../../testing/run-cli.js';

describe('openim-callback trigger --count', () => {
  const startReceiver = useReceivers();

  it('sends distinct callbacks', async () => {
    const receiver = await startReceiver();
    const sets = ['--set', 'userID=u{n}', '--set', 'connID={uuid}', '--operation-id', 'op-{n}'];
    const argv = ['trigger', 'afterUserOnline', '--url', receiver.url, '--count', '20', '--concurrency', '5'];
    expect((await runCli([...argv, ...sets])).exitCode).toBe(0);
    const all = (field: string): Set<unknown> => new Set(receiver.arrivals.map(({ body }) => body[field]));
    expect(all('userID')).toEqual(new Set(Array.from({ length: 20 }, (_, index) => `u${String(index + 1)}`)));
    expect([all('connID').size, all('operationID').size]).toEqual([20, 20]);
  });

  it('has so many under way as told, not more', async () => {
    const held: ServerResponse[] = [];
    let most = 0;
    const receiver = await startReceiver(({ response }) => {
      most = Math.max(most, held.push(response));
      if (held.length === 3) for (const one of held.splice(0)) one.end('{}');
    });
    await runCli([
      'trigger',
      'afterUserOnline',
      '--url',
      receiver.url,
      '--count',
      '12',
      '--concurrency',
      '3',
    ]);
    expect([most, receiver.arrivals.length]).toEqual([3, 12]);
  });

  it('sums up what came of them, and exits with the highest code', async () => {
    const replies: Readonly<Record<string, string>> = {
      u1: '{"nextCode":1,"errCode":5001,"errMsg":"no"}',
      u2: '',
    };
    const receiver = await startReceiver(({ body, response }) =>
      response.end(replies[String(body['toUserID'])] ?? '{}'),
    );
    const argv = [
      'trigger',
      'beforeAddFriend',
      '--url',
      receiver.url,
      '--count',
      '5',
      '--set',
      'toUserID=u{n}',
    ];
    const { exitCode, stdout, stderr } = await runCli(argv);
    expect([exitCode, stderr]).toEqual([3, '']);
    const cells = stdout.split('\n').map((line) => line.trim().split(/\s{2,}/));
    const counts = cells.filter(({ length }) => length >= 5).map((row) => [row[0], row[1], row[5] ?? '']);
    expect(counts).toEqual([
      ['outcome', 'count', 'codes'],
      ['refused', '1', '5001'],
      ['unreadable', '1', '90007'],
      ['allowed', '3', ''],
    ]);
    expect(stdout).toMatch(/at .* each, the 100 connections of one OpenIM process send \d+ callbacks\/s/);
    const document = JSON.parse((await runCli([...argv, '--json'])).stdout);
    expect(document).toMatchObject({ mode: 'many', count: 5, finished: 5, interrupted: false, exitCode: 3 });
  });

  it('shows its progress on a terminal, on one line of stderr', async () => {
    const receiver = await startReceiver();
    const argv = ['trigger', 'afterUserOnline', '--url', receiver.url, '--count', '3', '--json'];
    const { stdout, stderr } = await runCli(argv, { stderrIsTTY: true });
    const [before, first, ...rest] = stderr.split('\r\u001b[K');
    expect([before, first, rest.at(-1)]).toEqual(['', '1/3 callbacks', '']);
    expect(JSON.parse(stdout)).toMatchObject({ finished: 3 });
  });

  it('stops at Ctrl-C and sums up what there is', async () => {
    const receiver = await startReceiver(({ body, response }) => {
      if (body['userID'] !== 'u3') response.end('{}');
    });
    const argv = [
      'trigger',
      'afterUserOnline',
      '--url',
      receiver.url,
      '--count',
      '9',
      '--set',
      'userID=u{n}',
      '--json',
    ];
    const cli = startCli(argv);
    await receiver.arrived(3);
    cli.interrupt();
    const { exitCode, stdout } = await cli.result;
    expect(exitCode).toBe(130);
    expect(JSON.parse(stdout)).toMatchObject({
      count: 9,
      finished: 2,
      interrupted: true,
      outcomes: [{ outcome: 'reported', count: 2 }],
      exitCode: 130,
    });
    expect(receiver.arrivals).toHaveLength(3);
  });

  it('sums up at Ctrl-C when there is nothing yet', async () => {
    const receiver = await startReceiver(() => undefined);
    const cli = startCli(['trigger', 'beforeAddFriend', '--url', receiver.url]);
    await receiver.arrived(1);
    cli.interrupt();
    expect(await cli.result).toMatchObject({
      exitCode: 130,
      stdout: expect.stringContaining('interrupted after 0 of 1 callbackBeforeAddFriendCommand'),
    });
  });
});

describe('openim-callback trigger --burst', () => {
  const startReceiver = useReceivers();

  async function burst(
    receiver: { readonly url: string },
    timers: ManualTimers,
    count: number,
  ): Promise<unknown> {
    const argv = [
      'trigger',
      'afterUserOnline',
      '--url',
      receiver.url,
      '--burst',
      '--json',
      '--set',
      'userID=u{n}',
    ];
    const { stdout } = await runCli([...argv, '--count', String(count)], { timers });
    return JSON.parse(stdout);
  }

  it('drops what a slow receiver has no time for', async () => {
    const timers = new ManualTimers();
    const held: ServerResponse[] = [];
    let slow = true;
    const receiver = await startReceiver(({ response }) => (slow ? held.push(response) : response.end('{}')));
    const running = burst(receiver, timers, 110);
    await receiver.arrived(2);
    await timers.running(8);
    timers.advance(3000);
    slow = false;
    for (const response of held) response.end('{}');
    expect(await running).toMatchObject({
      mode: 'burst',
      count: 110,
      finished: 102,
      outcomes: [{ outcome: 'reported', count: 102 }],
      queue: {
        delivered: 102,
        dropped: 8,
        failed: 0,
        heldMilliseconds: 24_000,
        longestHeldMilliseconds: 3000,
      },
      exitCode: 4,
    });
    expect(new Set(receiver.arrivals.map(({ body }) => body['userID'])).size).toBe(102);
  });

  it('loses everything at once when nobody answers, without dropping', async () => {
    const receiver = await startReceiver();
    await receiver.close();
    expect(await burst(receiver, new ManualTimers(), 120)).toMatchObject({
      queue: { delivered: 0, dropped: 0, failed: 120, heldMilliseconds: 0 },
      outcomes: [{ outcome: 'no answer', count: 120, codes: [90004] }],
      capacity: null,
      exitCode: 3,
    });
  });

  it('sends two at a time', async () => {
    const held: ServerResponse[] = [];
    let most = 0;
    const receiver = await startReceiver(({ response }) => {
      most = Math.max(most, held.push(response));
      if (held.length === 2) for (const one of held.splice(0)) one.end('{}');
    });
    const document = await burst(receiver, new ManualTimers(), 10);
    expect(document).toMatchObject({ queue: { delivered: 10, dropped: 0 }, exitCode: 0 });
    expect(most).toBe(2);
  });

  it('stops at Ctrl-C', async () => {
    const receiver = await startReceiver(() => undefined);
    const cli = startCli(['trigger', 'afterUserOnline', '--url', receiver.url, '--burst', '--count', '105'], {
      timers: new ManualTimers(),
    });
    await receiver.arrived(2);
    cli.interrupt();
    const { exitCode, stdout } = await cli.result;
    expect(exitCode).toBe(130);
    expect(stdout).toContain('queue: 0 delivered, 0 dropped, 0 failed');
  });
});
