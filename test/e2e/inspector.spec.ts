import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import {
  BeforeMsgModify,
  BeforeSendSingleMsg,
  Command,
  memoryInbox,
  modify,
  NonRetriableError,
  OnSingleMsgRead,
  OpenImCallbackModule,
  refuse,
  sqliteInbox,
  type OpenImCallbackOptions,
} from 'nestjs-openim-callback';
import {
  OpenImInspectorModule,
  type CallbackDetail,
  type CallbackList,
  type CallbackSummary,
  type CommandList,
  type DeadLetterList,
  type DeadLetterView,
  type InboxView,
  type InspectorInfo,
  type SendResult,
  type SetupView,
} from 'nestjs-openim-callback/inspector';
import { readBody, sendBody } from '../support/bodies.js';
import { closeApps, startApp, startFastifyApp, type AppSetup } from '../support/callback-app.js';
import { postCallback } from '../support/http.js';
import { InspectorClient } from '../support/inspector-client.js';
import { gate, until } from '../support/until.js';

afterEach(closeApps);

let failing = false;
const heard: string[] = [];
beforeEach(() => {
  failing = false;
  heard.length = 0;
});

@Injectable()
class Listeners {
  @BeforeSendSingleMsg({ order: 2 })
  onSend({ content }: { content: string }) {
    return content.includes('spam') ? refuse(20001, 'no spam', 'word list') : undefined;
  }

  @BeforeMsgModify()
  onModify() {
    return modify({ content: '{"content":"****"}' });
  }

  @OnSingleMsgRead({ retry: { maxAttempts: 3 } })
  onRead({ conversationID }: { conversationID: string }): void {
    heard.push(conversationID);
    if (failing) throw new NonRetriableError('the database is away');
  }
}

const modifyBody = { ...sendBody, callbackCommand: Command.beforeMsgModify };

const setup = (options: OpenImCallbackOptions = {}, more: AppSetup = {}): AppSetup => ({
  imports: [OpenImCallbackModule.forRoot(options), OpenImInspectorModule.forRoot()],
  providers: [Listeners],
  ...more,
});

describe.each([
  ['express', startApp],
  ['fastify', startFastifyApp],
] as const)('the inspector on %s', (_platform, start) => {
  describe.each(['controller', 'direct'] as const)('beside the %s mount', (mount) => {
    const run = async (options: OpenImCallbackOptions = {}, more: AppSetup = {}) => {
      const { port, app, log } = await start(setup({ mount, ...options }, more));
      return { port, app, log, client: new InspectorClient(port) };
    };
    const latest = async (client: InspectorClient): Promise<CallbackSummary> => {
      const { callbacks } = await client.json<CallbackList>('api/callbacks');
      const [first] = callbacks;
      if (!first) throw new Error('nothing is kept');
      return first;
    };

    it('says what it watches', async () => {
      const { client, log } = await run();
      const info = await client.json<InspectorInfo>('api/info');
      expect(info.instances).toEqual([{ name: 'default', base: '/callbackExample', mount }]);
      expect(info.replica).toMatch(new RegExp(`:${process.pid}$`));
      expect([...info.listeners].sort()).toEqual([
        'Listeners.onModify',
        'Listeners.onRead',
        'Listeners.onSend',
      ]);
      expect(info.redacted).toBe(false);
      expect(log.text).toContain('The inspector answers this machine only');
    });

    it('shows an accepted event with its listener, its spelling and its answer', async () => {
      const { client, port } = await run();
      await postCallback(port, '/callbackExample', readBody, {
        headers: { Authorization: 'Bearer secret', 'X-Own': 'seen' },
      });
      const summary = await until(async () => {
        const shown = await latest(client);
        return shown.listeners[0]?.state === 'done' && shown;
      });
      expect(summary).toMatchObject({
        instance: 'default',
        command: Command.afterSingleMsgRead,
        phase: 'after',
        operationID: 'op-1',
        outcome: 'accepted',
        detail: '',
        listeners: [{ listener: 'Listeners.onRead', state: 'done', attempts: 1 }],
        test: false,
      });
      expect(summary.subject).not.toBe('');
      const detail = await client.json<CallbackDetail>(`api/callbacks/${summary.id}`);
      expect(JSON.parse(detail.raw ?? '')).toEqual(readBody);
      expect(detail.event).toMatchObject({
        callbackCommand: Command.afterSingleMsgRead,
        seqs: readBody.Seqs,
      });
      expect(detail.respelled).toEqual({ Seqs: 'seqs' });
      expect(detail.headers).toMatchObject({ 'x-own': 'seen' });
      expect(detail.headers).not.toHaveProperty('authorization');
      expect(JSON.parse(detail.answer)).toMatchObject({ errCode: 0, nextCode: 0 });
      expect(detail.attempts).toMatchObject([{ listener: 'Listeners.onRead', attempt: 1 }]);
      expect(detail.docs).toBe('docs/commands/afterSingleMsgRead.md');
    });

    it('shows what was refused and what was changed, with the listener that did it', async () => {
      const { client, port } = await run();
      await postCallback(port, '/callbackExample', {
        ...sendBody,
        contentType: 101,
        content: '{"content":"<script>spam"}',
      });
      const refused = await latest(client);
      expect(refused).toMatchObject({
        outcome: 'refused',
        detail: '20001 no spam word list',
        listeners: [{ listener: 'Listeners.onSend', state: 'done' }],
      });
      const detail = await client.json<CallbackDetail>(`api/callbacks/${refused.id}`);
      expect(detail.texts?.own).toEqual(['<script>spam']);
      expect(JSON.parse(detail.answer)).toMatchObject({ errCode: 20001, nextCode: 1 });
      await postCallback(port, '/callbackExample', modifyBody);
      expect(await latest(client)).toMatchObject({ outcome: 'modified', detail: 'content' });
    });

    it('shows why a callback failed, with the bytes that came', async () => {
      const { client, port } = await run();
      await postCallback(port, '/callbackExample', { ...readBody, Seqs: 'none' });
      const failed = await latest(client);
      expect(failed).toMatchObject({ outcome: 'failed', reason: 'invalid-event' });
      expect(failed.detail).toContain('seqs');
      const { raw, answer, event } = await client.json<CallbackDetail>(`api/callbacks/${failed.id}`);
      expect(JSON.parse(raw ?? '')).toMatchObject({ Seqs: 'none' });
      expect(JSON.parse(answer)).toMatchObject({ nextCode: 1 });
      expect(event).toBeUndefined();
    });

    it('says 404 with its name for a callback that it does not keep', async () => {
      const { client } = await run();
      const { status, json } = await client.get('api/callbacks/none');
      expect([status, json()]).toEqual([
        404,
        expect.objectContaining({ replica: expect.stringContaining(':') }),
      ]);
    });

    it('streams what arrives, and how its listeners get on', async () => {
      const { client, port } = await run({ retry: { minDelay: 1, maxDelay: 1, maxAttempts: 2 } });
      await postCallback(port, '/callbackExample', sendBody);
      const live = await client.live();
      expect(live.response.headers).toMatchObject({
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store, no-transform',
      });
      await until(() => live.of('hello').length === 1);
      for (let count = 0; count < 70; count++) await postCallback(port, '/callbackExample', sendBody);
      const seen = (): number => live.of('callbacks').reduce((sum, batch) => sum + batch.seen, 0);
      await until(() => seen() === 70, 'all are counted, and what came before is not');
      for (const { callbacks } of live.of('callbacks')) expect(callbacks.length).toBeLessThanOrEqual(50);
      failing = true;
      await postCallback(port, '/callbackExample', readBody);
      await until(() =>
        [...live.of('callbacks').flatMap((each) => each.callbacks), ...live.of('standings').flat()].some(
          ({ listeners }) => listeners.some(({ state }) => state === 'dead'),
        ),
      );
      live.close();
    });

    it('ends its streams when the app shuts down', async () => {
      const { client, app } = await run();
      const live = await client.live();
      await app.close();
      await live.ended;
    });

    it('redrives the dead letter of a listener that works again, and purges', async () => {
      failing = true;
      const { client, port } = await run();
      await postCallback(port, '/callbackExample', readBody);
      await postCallback(port, '/callbackExample', { ...readBody, conversationID: 'si_3_4' });
      const letters = await until(async () => {
        const list = await client.json<DeadLetterList>('api/dead-letters?reason=DATABASE');
        return list.total === 2 && list.letters;
      });
      expect(await client.json('api/dead-letters?kind=unusable')).toMatchObject({ letters: [], total: 2 });
      const [first] = letters;
      if (!first) throw new Error('no letter');
      expect(first).not.toHaveProperty('raw');
      const shown = await client.json<DeadLetterView>(`api/dead-letters/${first.id}`);
      expect(JSON.parse(shown.raw ?? '')).toEqual(readBody);
      failing = false;
      heard.length = 0;
      const redriven = await client.post('api/dead-letters/redrive', {
        instance: 'default',
        filter: { ids: [first.id] },
      });
      expect(linesOf(redriven.text)).toEqual([{ done: 1 }, { done: 1, finished: true }]);
      await until(() => heard.length === 1);
      const purged = await client.post('api/dead-letters/purge', { instance: 'default', filter: {} });
      expect(linesOf(purged.text).at(-1)).toEqual({ done: 1, finished: true });
      expect(await client.json('api/dead-letters')).toEqual({ letters: [], total: 0 });
    });

    it('leaves what cannot be read, and comes to an end', async () => {
      const { client, port } = await run();
      for (const count of [1, 2])
        await postCallback(port, '/callbackExample', { ...readBody, Seqs: `none ${count}` });
      const { text } = await client.post('api/dead-letters/redrive', { instance: 'default', filter: {} });
      expect(linesOf(text).at(-1)).toEqual({ done: 0, finished: true });
      expect(await client.json('api/dead-letters')).toMatchObject({ total: 2 });
    });

    it('shows what waits, per key and per listener, and when it is tried again', async () => {
      failing = true;
      @Injectable()
      class Retrying {
        @OnSingleMsgRead({ name: 'retrying', retry: { minDelay: 60_000 } })
        onRead(): void {
          throw new Error('not yet');
        }
      }
      const { client, port } = await run({ shutdownTimeout: 0 }, { providers: [Retrying] });
      await postCallback(port, '/callbackExample', readBody);
      await postCallback(port, '/callbackExample', readBody);
      const view = await until(async () => {
        const inbox = await client.json<InboxView>('api/inbox?instance=default');
        return inbox.backlog?.retries.length === 1 && inbox;
      });
      expect(view.state).toMatchObject({ healthy: true, pending: 2 });
      expect(view.backlog?.keys).toEqual([{ key: expect.stringMatching(/^si_/), pending: 2 }]);
      expect(view.backlog?.listeners).toEqual([{ listener: 'retrying', pending: 2 }]);
      expect(view.backlog?.retries).toMatchObject([
        { listener: 'retrying', attempts: 1, error: 'Error: not yet', command: Command.afterSingleMsgRead },
      ]);
      expect(view.rates).toMatchObject([{ received: 2, retried: 1, dead: 0 }]);
    });

    it('shows what is listened to, and what is not', async () => {
      const { client, port } = await run();
      await postCallback(port, '/callbackExample', readBody);
      await postCallback(port, '/callbackExample', {
        callbackCommand: Command.afterUserOnline,
        userID: 'u1',
      });
      const { commands, observers, diagnosis, webhooksYaml } = await client.json<SetupView>('api/setup');
      expect(commands.find(({ key }) => key === 'afterSingleMsgRead')).toMatchObject({
        listeners: [{ name: 'Listeners.onRead', options: 'retry: maxAttempts 3' }],
        lastSeen: expect.any(Number),
        unheard: 0,
      });
      expect(commands.find(({ key }) => key === 'beforeSendSingleMsg')).toMatchObject({
        listeners: [{ name: 'Listeners.onSend', options: 'order 2' }],
      });
      expect(commands.find(({ key }) => key === 'afterUserOnline')).toMatchObject({
        listeners: [],
        unheard: 1,
      });
      expect(observers).toEqual([]);
      expect(diagnosis.neverSeen).toContain(Command.beforeMsgModify);
      expect(webhooksYaml).toContain(`url: "http://127.0.0.1:${port}/callbackExample"`);
      expect(webhooksYaml).toContain('afterSingleMsgRead:\n  enable: true');
    });

    it('knows the fields of every command', async () => {
      const { client } = await run();
      const { commands } = await client.json<CommandList>('api/commands');
      expect(commands).toHaveLength(52);
      const read = commands.find(({ command }) => command === Command.afterSingleMsgRead);
      expect(read).toMatchObject({ key: 'afterSingleMsgRead', phase: 'after', event: 'SingleMsgReadEvent' });
      expect(read?.fields).toContainEqual(
        expect.objectContaining({ name: 'Seqs', type: 'integer', list: true }),
      );
    });

    it('sends a test that decides, and stores nothing', async () => {
      const { client } = await run();
      const ask = async (body: object, deliver?: boolean): Promise<SendResult> =>
        (
          await client.post('api/send', {
            instance: 'default',
            command: Reflect.get(body, 'callbackCommand'),
            body: JSON.stringify(body),
            deliver,
          })
        ).json() as SendResult;
      const refused = await ask({ ...sendBody, content: '{"content":"spam"}' });
      expect(JSON.parse(refused.answer)).toMatchObject({ errCode: 20001 });
      expect(await latest(client)).toMatchObject({ id: refused.id, outcome: 'refused', test: true });
      const kept = await ask(readBody);
      expect(JSON.parse(kept.answer)).toMatchObject({ nextCode: 0 });
      await ask({ callbackCommand: Command.afterSingleMsgRead, seqs: 'none' });
      expect(heard).toEqual([]);
      expect(await client.json('api/inbox')).toMatchObject({ state: { pending: 0, deadLetters: 0 } });
      await ask(readBody, true);
      await until(() => heard.length === 1);
    });
  });
});

describe('several instances', () => {
  it('are told apart, and each has its own inbox', async () => {
    const { port } = await startApp({
      imports: [
        OpenImCallbackModule.forRoot({ path: 'im' }),
        OpenImCallbackModule.forRoot({ name: 'eu', path: 'eu', mount: 'direct', inbox: () => memoryInbox() }),
        OpenImInspectorModule.forRoot({ path: 'ops/openim' }),
      ],
      providers: [Listeners],
      configure: (app) => app.setGlobalPrefix('api/v1'),
    });
    const client = new InspectorClient(port, '/api/v1/ops/openim');
    await postCallback(port, '/api/v1/eu', readBody);
    await postCallback(port, '/api/v1/im', sendBody);
    const { instances } = await client.json<InspectorInfo>('api/info');
    expect(instances.map(({ name, base }) => [name, base])).toEqual([
      ['default', '/api/v1/im'],
      ['eu', '/api/v1/eu'],
    ]);
    const { callbacks, seen } = await client.json<CallbackList>('api/callbacks');
    expect([callbacks.map(({ instance }) => instance), seen]).toEqual([['default', 'eu'], 2]);
    expect(await client.json('api/setup?instance=eu')).toMatchObject({
      commands: [{ key: 'afterSingleMsgRead', listeners: [], unheard: 1 }],
    });
    const { status, json } = await client.get('api/inbox?instance=us');
    expect([status, json()]).toEqual([
      404,
      expect.objectContaining({ error: expect.stringContaining("'eu'") }),
    ]);
  });
});

it('follows events that waited in a file and were read back', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'inspector-'));
  const waiting = gate();
  @Injectable()
  class Slow {
    @OnSingleMsgRead()
    onRead(): Promise<void> {
      return waiting.promise;
    }
  }
  const inbox = sqliteInbox({ file: join(folder, 'inbox.db'), lookAhead: 1 });
  const { port } = await startApp(setup({ inbox }, { providers: [Slow] }));
  const client = new InspectorClient(port);
  const standings = async (): Promise<string[]> => {
    const { callbacks } = await client.json<CallbackList>('api/callbacks');
    return callbacks.flatMap(({ listeners }) => listeners.map(({ state }) => state));
  };
  for (let user = 1; user <= 3; user++)
    await postCallback(port, '/callbackExample', { ...readBody, conversationID: `si_u0_u${user}` });
  await until(async () => (await standings()).includes('running'));
  expect(await standings()).toEqual(['waiting', 'waiting', 'running']);
  waiting.open();
  await until(async () => (await standings()).every((state) => state === 'done'));
  await closeApps();
  await rm(folder, { recursive: true });
});

it('refuses to start where there is nothing to inspect', async () => {
  await expect(startApp({ imports: [OpenImInspectorModule.forRoot()] })).rejects.toThrow(
    'finds nothing to inspect',
  );
});

const linesOf = (text: string): unknown[] =>
  text
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
