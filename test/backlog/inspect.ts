// Asks an inspector for what its views show, beside a backlog: node inspect.js '<Wanted as JSON>' prints the slowest
// answer of each view in milliseconds, as JSON.
import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { OnSingleMsgRead, OpenImCallbackModule, sqliteInbox } from '../../libs/openim-callback/src/index.js';
import { OpenImInspectorModule, type InboxView } from '../../libs/openim-callback/src/inspector.js';
import { postCallback } from '../support/http.js';
import { InspectorClient } from '../support/inspector-client.js';
import { readReceipt } from './backlog-events.js';

/** What is to be there when the views are asked for. */
interface Wanted {
  readonly file: string;
  readonly deadLetters: number;
}

/** What the page asks for to show a view. */
const VIEWS: Readonly<Record<string, string>> = {
  live: 'api/callbacks',
  inbox: 'api/inbox?instance=default',
  'dead letters': 'api/dead-letters?instance=default&limit=100',
  'dead letters, by reason': 'api/dead-letters?instance=default&reason=nothing+like+it&limit=100',
  setup: 'api/setup?instance=default',
  send: 'api/commands',
};

const ROUNDS = 10;

class Slow {
  /** Leaves everything pending. */
  @OnSingleMsgRead()
  onRead(): Promise<void> {
    return new Promise(() => undefined);
  }
}

async function inspect({ file, deadLetters }: Wanted): Promise<Record<string, number>> {
  const inbox = sqliteInbox({ file, maxDeadLetters: deadLetters });
  @Module({
    imports: [OpenImCallbackModule.forRoot({ inbox }), OpenImInspectorModule.forRoot()],
    providers: [Slow],
  })
  class App {}
  const app = await NestFactory.create<NestExpressApplication>(App, { logger: false });
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  const receipt = readReceipt(1, 1);
  for (let count = 0; count < deadLetters; count++)
    await inbox.setAside({ ...receipt, id: randomUUID(), reason: `invalid-event: ${count}`, headers: {} });
  await postCallback(port, '/callbackExample', { ...receipt.body, callbackCommand: receipt.command });
  const client = new InspectorClient(port);
  const [received] = (await client.json<{ callbacks: { id: string }[] }>('api/callbacks')).callbacks;
  const views = { ...VIEWS, 'one callback': `api/callbacks/${received?.id}` };
  const slowest: Record<string, number> = {};
  for (let round = 0; round < ROUNDS; round++) {
    for (const [view, path] of Object.entries(views)) {
      const asked = performance.now();
      await client.json(path);
      slowest[view] = Math.max(slowest[view] ?? 0, performance.now() - asked);
    }
  }
  const { state } = await client.json<InboxView>('api/inbox?instance=default');
  return { ...slowest, pending: state.pending, deadLetters: state.deadLetters };
}

const slowest = await inspect(JSON.parse(process.argv[2] ?? '{}') as Wanted);
// Its listener would hold up the end of the app.
process.stdout.write(JSON.stringify(slowest), () => process.exit());
