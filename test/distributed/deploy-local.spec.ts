import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { OpenImSender } from 'openim-sender';
import { until } from '../support/until.js';
import { freePort } from './support/free-ports.js';

interface Conversation {
  readonly conversationID: string;
  readonly readers: readonly { readonly userID: string; readonly seq: number }[];
}

/** Runs the built app: npm run build. */
describe('deploy/run-local.js', () => {
  let script: ChildProcessWithoutNullStreams;
  let said = '';
  let url = '';

  beforeAll(async () => {
    const port = await freePort();
    script = spawn(process.execPath, ['deploy/run-local.js', '--port', `${port}`], {
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    script.stdout.on('data', (data: Buffer) => (said += data.toString()));
    const ended = text(script.stderr).then((errors) => {
      throw new Error(`it has ended: ${errors}`);
    });
    ended.catch(() => undefined);
    await Promise.race([until(() => said.includes('Ctrl-C'), 'everything runs', 50_000), ended]);
    url = `http://127.0.0.1:${port}`;
  });

  afterAll(async () => {
    if (script.exitCode !== null || script.signalCode !== null) return;
    const exited = once(script, 'exit');
    script.kill('SIGTERM');
    await exited;
  });

  const replicas = (): string[] =>
    [...said.matchAll(/http:\/\/\S+(?=\/health)/g)].map(([address]) => address);

  it('delivers what comes through the balancer, and every replica knows of it', async () => {
    expect(said).toContain(`url for webhooks.yml   ${url}/callbackExample\n`);
    expect(replicas()).toHaveLength(3);
    const sender = new OpenImSender({ url: `${url}/callbackExample` });
    const users = Array.from({ length: 30 }, (_, number) => `u${number}`);
    const outcomes = await Promise.all(
      users.map((userID, number) =>
        sender.send('afterSingleMsgRead', {
          callbackCommand: 'callbackAfterSingleMsgReadCommand',
          conversationID: 'si_a_b',
          userID,
          Seqs: [number + 1],
          contentType: 1,
        }),
      ),
    );
    await sender.close();
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(
      users.map(() => expect.objectContaining({ kind: 'reported', delivered: true })),
    );
    for (const replica of replicas())
      await until(
        async () => {
          const response = await fetch(`${replica}/read-receipts/si_a_b`);
          return ((await response.json()) as Conversation).readers.length === users.length;
        },
        'it knows all readers',
        60_000,
      );
  });

  it('says how the replicas are', async () => {
    for (const replica of replicas())
      for (const path of ['/health', '/health/ready', '/health/live'])
        expect((await fetch(`${replica}${path}`)).status).toBe(200);
  });

  it('ends all of it on Ctrl-C', async () => {
    const exited = once(script, 'exit');
    script.kill('SIGINT');
    const [replica = ''] = replicas();
    await until(
      async () => (await fetch(`${replica}/health/ready`)).status === 503,
      'a replica says that it is about to end',
      60_000,
    );
    expect(await exited).toEqual([0, null]);
    await expect(fetch(url)).rejects.toThrow('fetch failed');
    for (const replica of replicas()) await expect(fetch(replica)).rejects.toThrow('fetch failed');
  });
});
