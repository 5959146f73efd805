import { createHmac } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exampleBody, marshal, wireCommands } from 'openim-sender';
import { cert, key } from '../../../../../test/support/self-signed.js';
import { useReceivers, type Arrival } from '../../testing/receiver.js';
import { runCli } from '../../testing/run-cli.js';

const answer =
  (text: string) =>
  ({ response }: Arrival): unknown =>
    response.end(text);
const refusal = '{"actionCode":0,"errCode":5001,"errMsg":"no","errDlt":"","nextCode":1}';

describe('openim-callback trigger', () => {
  const startReceiver = useReceivers();

  it('sends what OpenIM would send', async () => {
    const receiver = await startReceiver();
    const { exitCode, stdout, stderr } = await runCli([
      'trigger',
      'afterSingleMsgRead',
      '--url',
      receiver.url,
    ]);
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout).toContain(`-> POST ${receiver.url}/callbackAfterSingleMsgReadCommand (127 bytes,`);
    expect(stdout).toMatch(/\n<- 200 \(2 bytes, .*ms\)\n {3}\{\}\nREPORTED\n/);
    const [arrival] = receiver.arrivals;
    expect(arrival?.url).toBe('/cb/callbackAfterSingleMsgReadCommand');
    expect(arrival?.bytes.toString()).toBe(marshal(exampleBody('afterSingleMsgRead')));
    expect(arrival?.headers).toMatchObject({
      'user-agent': 'Go-http-client/1.1',
      operationid: '1751440000000',
    });
  });

  it('takes a self-signed certificate with --insecure only, and says that OpenIM does not', async () => {
    const server = createServer({ key, cert }, (_request, response) => response.end('{}'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const url = `https://127.0.0.1:${String((server.address() as AddressInfo).port)}/cb`;
      const verified = await runCli(['trigger', 'beforeAddFriend', '--url', url]);
      expect([verified.exitCode, verified.stderr]).toEqual([3, '']);
      expect(verified.stdout).toContain('self-signed certificate');
      const { exitCode, stdout, stderr } = await runCli([
        'trigger',
        'beforeAddFriend',
        '--url',
        url,
        '--insecure',
      ]);
      expect([exitCode, stderr]).toEqual([
        0,
        'warning: --insecure: OpenIM verifies certificates, and fails with 90004 over one that it does not trust\n',
      ]);
      expect(stdout).toContain('ALLOWED');
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  describe('as the Enterprise edition', () => {
    const TO_SIGN = [
      '--signature-header',
      'X-Signature',
      '--nonce-header',
      'x-nonce',
      '--signature-encoding',
      'hex',
    ];

    it('signs a nonce of its own for each callback, or the one that is given', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'trigger-sign-'));
      const key = join(folder, 'secret.txt');
      await writeFile(key, 'Jefe\n');
      const receiver = await startReceiver();
      const trigger = [
        ...['trigger', 'afterUserOnline', '--url', receiver.url, '--edition', 'enterprise'],
        ...['--sign', 'HMAC-SHA256', '--sign-key', key, ...TO_SIGN],
      ];
      const { exitCode, stderr } = await runCli([...trigger, '--count', '2']);
      expect([exitCode, stderr]).toEqual([0, '']);
      await runCli([...trigger, '--nonce', 'what do ya want for nothing?']);
      const sent = receiver.arrivals.map(({ headers }) => [headers['x-nonce'], headers['x-signature']]);
      expect(new Set(sent.map(([nonce]) => nonce)).size).toBe(3);
      expect(sent.map(([, signature]) => signature)).toEqual(
        sent.map(([nonce]) => createHmac('sha256', 'Jefe').update(String(nonce)).digest('hex')),
      );
      // RFC 4231, case 2.
      expect(sent[2]?.[1]).toBe('5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843');
      await rm(folder, { recursive: true });
    });

    it('sends its fields, and reads answers in its spelling', async () => {
      const receiver = await startReceiver(answer('{"is_pinned":true,"isMarked":true}'));
      const trigger = ['trigger', 'beforeCreateSingleChatConversations', '--url', receiver.url];
      const { stdout } = await runCli([...trigger, '--edition', 'enterprise', '--set', 'user_id=u9']);
      expect(receiver.arrivals[0]?.body).toMatchObject({ user_id: 'u9', is_marked: false });
      expect(stdout).toContain('applied: is_pinned = true');
      expect(stdout).toContain('unknown field "isMarked" is ignored');
      expect((await runCli(trigger)).stdout).toContain('unknown field "is_pinned" is ignored');
    });

    it.each([
      [['--sign', 'HMAC-SHA256'], '--edition enterprise'],
      [['--edition', 'enterprise', '--sign', 'HMAC-SHA256'], '--sign needs --sign-key, --signature-header'],
      [['--edition', 'enterprise', '--sign', 'MD5'], 'HMAC-SHA1, HMAC-SHA256'],
      [['--edition', 'enterprise', '--nonce', 'x'], 'say with --sign which algorithm signs'],
      [
        ['--edition', 'enterprise', '--sign', 'RSA-SHA256', '--sign-key', import.meta.filename, ...TO_SIGN],
        '--sign: secret must be a private key in PEM form for RSA-SHA256',
      ],
      [
        ['--edition', 'enterprise', '--sign', 'HMAC-SHA1', '--sign-key', '/nowhere/key', ...TO_SIGN],
        '--sign-key: ENOENT',
      ],
      [
        [
          '--edition',
          'enterprise',
          '--sign',
          'HMAC-SHA1',
          '--sign-key',
          import.meta.filename,
          ...TO_SIGN,
          '--nonce',
          'a\nb',
        ],
        'invalid header field value for "X-Nonce"',
      ],
    ])('refuses %j and sends nothing', async (argv, reason) => {
      const receiver = await startReceiver();
      const { exitCode, stderr } = await runCli([
        'trigger',
        'afterUserOnline',
        '--url',
        receiver.url,
        ...argv,
      ]);
      expect([exitCode, stderr]).toEqual([2, expect.stringContaining(reason)]);
      expect(receiver.arrivals).toEqual([]);
    });
  });

  it('can send every callback', async () => {
    const receiver = await startReceiver();
    for (const { command } of wireCommands) {
      expect((await runCli(['trigger', command, '--url', receiver.url])).exitCode).toBe(0);
    }
    expect(receiver.arrivals.map(({ body }) => body['callbackCommand'])).toEqual(
      wireCommands.map(({ command }) => command),
    );
  });

  it.each([
    [0, 'beforeAddFriend', '{}'],
    [0, 'beforeSetGroupInfo', '{}'],
    [0, 'afterUserOnline', 'null'],
    [1, 'beforeAddFriend', refusal],
    [1, 'beforeUserRegister', '{"users":[null]}'],
    [3, 'beforeAddFriend', ''],
    [3, 'beforeAddFriend', '<html>'],
    [3, 'afterUserOnline', 'ok'],
  ])('exits with %i when %s is answered %j', async (exitCode, key, text) => {
    const receiver = await startReceiver(answer(text));
    expect((await runCli(['trigger', key, '--url', receiver.url])).exitCode).toBe(exitCode);
  });

  it.each(['beforeAddFriend', 'afterUserOnline'])('exits with 3 when nobody answers %s', async (key) => {
    const receiver = await startReceiver();
    await receiver.close();
    const { exitCode, stdout } = await runCli(['trigger', key, '--url', receiver.url]);
    expect(exitCode).toBe(3);
    expect(stdout).toContain('<- no answer, after');
  });

  it('gives up after the timeout', async () => {
    const receiver = await startReceiver(() => undefined);
    const { exitCode, stdout } = await runCli([
      'trigger',
      'beforeAddFriend',
      '--url',
      receiver.url,
      '--timeout',
      '0.05',
    ]);
    expect(exitCode).toBe(3);
    expect(stdout).toContain('REFUSED with 90004 NetworkError');
  });

  it('says that OpenIM never waits longer than 15 s', async () => {
    const receiver = await startReceiver();
    const argv = ['trigger', 'afterUserOnline', '--url', receiver.url, '--timeout', '60'];
    expect(await runCli(argv)).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('after 15 s') });
  });

  it.each([
    [['afterSingleMsgReed'], 'Did you mean afterSingleMsgRead'],
    [['beforeAddFriend', '--url', '127.0.0.1/cb'], 'unsupported protocol scheme'],
    [['beforeAddFriend', '--url', ' http://a:b@h/cb'], 'cannot send to " http://a:***@h/cb"'],
    [['beforeAddFriend', '--operation-id', 'a\nb'], 'Operationid'],
    [['beforeAddFriend', '--set', 'ex'], 'field=value'],
    [['beforeAddFriend', '--set', 'ex.a=1'], 'ex is text'],
    [['beforeAddFriend', '--count', '0'], 'whole number'],
    [['beforeAddFriend', '--timeout', 'soon'], 'number of seconds'],
    [['beforeAddFriend', '--burst'], 'a before callback'],
    [['afterUserOnline', '--burst', '--concurrency', '2'], '--concurrency'],
    [['afterUserOnline', '--body', '-', '--set', 'a=1'], '--body'],
    [['afterUserOnline', '--body', '/no/such/file'], '/no/such/file'],
  ])('exits with 2 for %j and sends nothing', async (argv, hint) => {
    const receiver = await startReceiver();
    const url = argv.includes('--url') ? [] : ['--url', receiver.url];
    const { exitCode, stdout, stderr } = await runCli(['trigger', ...argv, ...url]);
    expect([exitCode, stdout, receiver.arrivals]).toEqual([2, '', []]);
    expect(stderr).toMatch(/^error: /);
    expect(stderr).toContain(hint);
  });

  it('sets fields, with warnings on stderr', async () => {
    const receiver = await startReceiver();
    const sets = ['userID=u9', 'seqs=[1,2]', 'extra=true'].flatMap((set) => ['--set', set]);
    const { exitCode, stderr } = await runCli([
      'trigger',
      'afterSingleMsgRead',
      '--url',
      receiver.url,
      ...sets,
    ]);
    expect(exitCode).toBe(0);
    expect(receiver.arrivals[0]?.body).toEqual({
      callbackCommand: 'callbackAfterSingleMsgReadCommand',
      conversationID: 'si_u1_u2',
      userID: 'u9',
      seqs: [1, 2],
      contentType: 1,
      extra: true,
    });
    expect(stderr.trimEnd().split('\n')).toEqual([
      'warning: OpenIM writes Seqs; it is sent as seqs instead',
      'warning: OpenIM has no field extra here; it is sent all the same',
    ]);
  });

  it('sends standard input as it is', async () => {
    const receiver = await startReceiver();
    const stdin = [Buffer.from([0x7b, 0xff]), Buffer.from('{n}')];
    const argv = [
      'trigger',
      'afterUserOnline',
      '--url',
      receiver.url,
      '--body',
      '-',
      '--operation-id',
      'op-{n}',
    ];
    expect((await runCli(argv, { stdin })).exitCode).toBe(0);
    expect(receiver.arrivals[0]?.bytes).toEqual(Buffer.concat(stdin));
    expect(receiver.arrivals[0]?.headers['operationid']).toBe('op-1');
  });

  it('sends a file as it is', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'openim-callback-'));
    await writeFile(join(folder, 'body.json'), '{"userID": "x"}');
    const receiver = await startReceiver();
    const argv = ['trigger', 'afterUserOnline', '--url', receiver.url, '--body', join(folder, 'body.json')];
    expect((await runCli(argv)).exitCode).toBe(0);
    expect(receiver.arrivals[0]?.bytes.toString()).toBe('{"userID": "x"}');
    await rm(folder, { recursive: true });
  });

  it('prints one JSON document and nothing else', async () => {
    const receiver = await startReceiver(answer(refusal));
    const argv = ['trigger', 'beforeSendSingleMsg', '--url', receiver.url, '--json', '--operation-id', 'op'];
    const { exitCode, stdout, stderr } = await runCli(argv, { stdoutIsTTY: true, stderrIsTTY: true });
    expect([exitCode, stderr]).toEqual([1, '']);
    const document = JSON.parse(stdout);
    expect(document).toEqual({
      mode: 'single',
      command: 'callbackBeforeSendSingleMsgCommand',
      key: 'beforeSendSingleMsg',
      phase: 'before',
      request: {
        method: 'POST',
        url: `${receiver.url}/callbackBeforeSendSingleMsgCommand`,
        operationID: 'op',
        bytes: receiver.arrivals[0]?.bytes.length,
        body: marshal({ ...exampleBody('beforeSendSingleMsg'), operationID: 'op' }),
      },
      answer: { status: 200, bytes: refusal.length, text: refusal },
      milliseconds: expect.any(Number),
      verdict: 'refused',
      outcome: {
        kind: 'refused',
        code: 5001,
        msg: 'no',
        detail: '',
        reason: 'reply',
        shownToUser: { as: 'error', code: 5001, msg: 'no', detail: '', logsOut: false },
      },
      exitCode: 1,
    });
  });
});
