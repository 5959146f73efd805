import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AbstractHttpAdapter } from '@nestjs/core';
import type { Inbox, Mount, OpenImCallbackOptions } from 'nestjs-openim-callback';
import { start, webhooksOf, type RunningApp } from './app.js';
import { hostiles, type Hostile } from './hostile.js';
import { assertPage, loadedOfInspector } from './inspector-page.js';
import { BLOCKED, callbacks, PASSED, send, type Answer } from './openim.js';

/** One test, for whatever runs it. */
export interface Check {
  readonly name: string;
  readonly run: () => Promise<void>;
}

type Adapter = () => AbstractHttpAdapter;

const MOUNTS: readonly Mount[] = ['controller', 'direct'];

/** What an app must be able to rely on with this framework. */
export function checksOf(framework: string, adapter: Adapter): Check[] {
  return MOUNTS.flatMap((mount) => [
    ...basics(adapter, mount),
    ...hostiles.flatMap((hostile) => withHostile(adapter, mount, hostile)),
  ]).map((check) => ({ ...check, name: `${framework}: ${check.name}` }));
}

/** The Node version that the runner meant, if there is a runner. */
export const nodeVersion: Check = {
  name: 'runs on the Node version it is meant to',
  async run() {
    const expected = process.env['EXPECTED_NODE'];
    if (expected !== undefined) assert.equal(process.versions.node.split('.')[0], expected);
  },
};

/** The tools' way to an app's listeners. */
export const described: Check = {
  name: 'tells what webhooks.yml must say without being started',
  async run() {
    const [plan] = await webhooksOf({ deadline: 7000 });
    assert.equal(plan?.deadline, 7000);
    assert.deepEqual(
      plan.callbacks.map(({ key, timeout }) => [key, timeout]),
      [
        ['beforeSendSingleMsg', 8],
        ['beforeMsgModify', 8],
        ['afterSingleMsgRead', 5],
      ],
    );
  },
};

const BULLMQ_INBOX: string = 'nestjs-openim-callback-bullmq';

/** What needs a package that is not there says so; everything else works, as the other checks show. */
export const withoutIoredis = (adapter: Adapter): Check => ({
  name: 'says what to install for the inbox on BullMQ',
  async run() {
    // Its types need those of ioredis: only they would be missed by a type check.
    const { bullmqInbox } = (await import(BULLMQ_INBOX)) as { bullmqInbox: (options: object) => Inbox };
    const inbox = bullmqInbox({ connection: { port: 6379 } });
    await assert.rejects(start(adapter(), { inbox }), /npm install bullmq ioredis/);
  },
});

/** Nothing of the second package is needed, as the other checks show. */
export const withoutBullmqInbox: Check = {
  name: 'works where the package of the inbox on BullMQ is not installed',
  async run() {
    await assert.rejects(import(BULLMQ_INBOX), /Cannot find package 'nestjs-openim-callback-bullmq'/);
  },
};

/** The module of the inspector, for whoever imports it, and nothing of it for everybody else. */
export const inspector = (...adapters: readonly Adapter[]): Check => ({
  name: 'loads the inspector only when it is imported, and has its page then',
  async run() {
    for (const adapter of adapters) await (await start(adapter(), {})).close();
    assert.deepEqual(loadedOfInspector(), []);
    const { OpenImInspectorModule } = await import('nestjs-openim-callback/inspector');
    assert.notDeepEqual(loadedOfInspector(), []);
    const imports = [OpenImInspectorModule.forRoot()];
    for (const adapter of adapters)
      await during(start(adapter(), {}, { imports }), ({ url }) => assertPage(url));
  },
});

function basics(adapter: Adapter, mount: Mount): Check[] {
  const check = (name: string, run: (app: RunningApp) => Promise<void>): Check => ({
    name: `${mount} mount: ${name}`,
    run: () => during(start(adapter(), { mount }), run),
  });
  return [
    check('an event is acknowledged and delivered', async ({ url, chat }) => {
      const answer = await send(url, callbacks.afterSingleMsgRead([3, 4]));
      assert.equal(answer.text, PASSED);
      await until(() => chat.reads.length > 0);
      assert.deepEqual(chat.reads, [{ seqs: [3, 4], operationID: 'op-1' }]);
    }),
    check('a message is refused, to the byte', async ({ url }) => {
      assert.equal((await send(url, callbacks.beforeSendSingleMsg('forbidden'))).text, BLOCKED);
    }),
    check('a message is allowed', async ({ url, chat }) => {
      assert.equal((await send(url, callbacks.beforeSendSingleMsg('hello'))).text, PASSED);
      assert.equal(chat.asked, 1);
    }),
    check('a message is changed', async ({ url }) => {
      const { body } = await send(url, callbacks.beforeMsgModify('damn it'));
      assert.deepEqual(body, { ...JSON.parse(PASSED), content: '{"content":"**** it"}' });
    }),
    check('a listener that throws refuses', async ({ url }) => {
      assertTurnedDown(await send(url, callbacks.beforeSendSingleMsg('crash')), 'listener-failed');
    }),
  ];
}

function withHostile(adapter: Adapter, mount: Mount, hostile: Hostile): Check[] {
  const admits = mount === 'direct' ? Infinity : hostile.admits;
  const check = (name: string, options: OpenImCallbackOptions, reaching: number): Check => ({
    name: `${mount} mount: ${name}`,
    run: () =>
      during(start(adapter(), { mount, ...options }, hostile), async (app) => {
        await assertAtWork(app, hostile);
        await assertSafe(app, reaching);
      }),
  });
  const { name, exemption: controllerDecorators } = hostile;
  return [
    check(`${name} allows nothing`, {}, admits),
    ...(admits < Infinity && controllerDecorators.length > 0
      ? [check(`${name}, told to let OpenIM in, is out of the way`, { controllerDecorators }, Infinity)]
      : []),
  ];
}

/** Forbidden messages are refused, by the listener while callbacks reach it and by the module afterwards. */
async function assertSafe({ url, chat }: RunningApp, reaching: number): Promise<void> {
  for (let sent = 0; sent < 2; sent++) {
    const answer = await send(url, callbacks.beforeSendSingleMsg('forbidden'));
    assert.equal(answer.refused, true, answer.text);
    if (sent < reaching) assert.equal(answer.text, BLOCKED);
    else assertTurnedDown(answer, 'blocked-by-app');
  }
  assert.equal(chat.asked, Math.min(2, reaching));
  const acknowledgement = await send(url, callbacks.afterSingleMsgRead([5]));
  if (reaching > 2) {
    assert.equal(acknowledgement.text, PASSED);
    await until(() => chat.reads.length === 1);
  } else {
    assert.notEqual(acknowledgement.text, PASSED);
    assert.equal(chat.reads.length, 0);
  }
}

/** A refusal by the module, which says why in `errDlt`. */
function assertTurnedDown({ text, body, refused }: Answer, reason: string): void {
  assert.equal(refused, true, text);
  assert.equal(body['errCode'], 20500);
  assert.equal(body['errDlt'], reason);
}

/** Otherwise a check would show nothing: the app's own route has to suffer. */
async function assertAtWork({ url }: RunningApp, { health }: Hostile): Promise<void> {
  await fetch(`${url}/health`);
  const response = await fetch(`${url}/health?unknown=1`);
  const text = await response.text();
  assert.equal(response.status, health.status, text);
  if (health.body !== undefined) assert.equal(text, health.body);
}

async function during(starting: Promise<RunningApp>, run: (app: RunningApp) => Promise<void>): Promise<void> {
  const app = await starting;
  try {
    await run(app);
  } finally {
    await app.close();
  }
}

async function until(condition: () => boolean): Promise<void> {
  const end = Date.now() + 15_000;
  while (!condition()) {
    if (Date.now() > end) assert.fail('it did not happen in 15 s');
    await sleep(5);
  }
}
