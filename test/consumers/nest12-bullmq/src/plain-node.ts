import 'reflect-metadata';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import * as esm from 'nestjs-openim-callback';
import { bullmqInbox } from 'nestjs-openim-callback-bullmq';
import commonJs from './common-js.cjs';

type Build = Pick<typeof esm, 'OnSingleMsgRead' | 'OpenImCallbackModule'> & {
  readonly bullmqInbox: typeof bullmqInbox;
};

/** Of a Redis that the one who runs this has started. */
const redisPort = process.env['REDIS_PORT'];

const builds: readonly (readonly [string, Build])[] = [
  ['ES modules', { ...esm, bullmqInbox }],
  ['CommonJS', commonJs],
];

void describe('the inbox on BullMQ, in plain Node', () => {
  it('runs on the Node version it is meant to', () => {
    const expected = process.env['EXPECTED_NODE'];
    if (expected !== undefined) assert.equal(process.versions.node.split('.')[0], expected);
  });

  for (const [name, build] of builds) {
    it(`${name}: knows its options`, () => {
      assert.throws(() => build.bullmqInbox({ connection: 'redis://redis', partitions: 0 }), /partitions/);
    });

    it(`${name}: delivers over a real Redis`, { skip: redisPort === undefined && 'there is no Redis' }, () =>
      deliver(build),
    );
  }
});

async function deliver({
  OnSingleMsgRead,
  OpenImCallbackModule,
  bullmqInbox: inboxOf,
}: Build): Promise<void> {
  const reads: string[] = [];

  @Injectable()
  class Listeners {
    @OnSingleMsgRead()
    onRead({ userID }: esm.SingleMsgReadEvent): void {
      reads.push(userID);
    }
  }

  const inbox = inboxOf({ connection: { port: Number(redisPort) }, strict: true });

  @Module({ imports: [OpenImCallbackModule.forRoot({ inbox })], providers: [Listeners] })
  class AppModule {}

  const app = await NestFactory.create(AppModule, { logger: false, abortOnError: false });
  await app.listen(0, '127.0.0.1');
  const response = await fetch(`${await app.getUrl()}/callbackExample`, {
    method: 'POST',
    body: JSON.stringify({
      callbackCommand: 'callbackAfterSingleMsgReadCommand',
      conversationID: 'si_u1_u2',
      userID: 'u2',
      Seqs: [3],
      contentType: 1,
    }),
  });
  const answer = (await response.json()) as { nextCode?: number };
  assert.deepEqual([response.status, answer.nextCode], [200, 0]);
  while (reads.length === 0) await sleep(10);
  await app.close();
  assert.deepEqual(reads, ['u2']);
}
