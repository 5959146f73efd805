import { Logger } from '@nestjs/common';
import type { CallbackContext, SingleMsgReadEvent } from 'nestjs-openim-callback';
import { ReadReceipts } from '../../apps/read-receipts/src/read-receipts/read-receipts.js';
import { ReceiptStream } from '../../apps/read-receipts/src/read-receipts/receipt-stream.js';
import { eventually } from '../support/inbox-suite.js';
import { RedisServer } from './support/redis-server.js';

/** A replica's receipts, and the stream that it keeps them in. */
class Replica {
  readonly receipts = new ReadReceipts();
  readonly stream: ReceiptStream;

  constructor({ port }: RedisServer) {
    this.stream = new ReceiptStream(this.receipts, `redis://127.0.0.1:${port}`);
  }

  keep(userID: string, seq: number): Promise<void> {
    const event = { conversationID: 'si_a_b', userID, seqs: [seq] } as unknown as SingleMsgReadEvent;
    return this.stream.keep(event, { receivedAt: new Date() } as CallbackContext);
  }

  get seqs(): Record<string, number> {
    const { readers } = this.receipts.find('si_a_b');
    return Object.fromEntries(readers.map(({ userID, seq }) => [userID, seq]));
  }
}

describe('the receipts of the example app in Redis', () => {
  let redis: RedisServer;
  const replicas: Replica[] = [];

  beforeAll(async () => {
    Logger.overrideLogger(false);
    redis = await RedisServer.start();
  });

  afterAll(async () => {
    await Promise.all(replicas.map(({ stream }) => stream.onApplicationShutdown()));
    await redis.stop();
  });

  const start = async (): Promise<Replica> => {
    const replica = new Replica(redis);
    replicas.push(replica);
    await replica.stream.onModuleInit();
    return replica;
  };

  it('are known to every replica: one that runs, one that starts, and after Redis was killed', async () => {
    const [one, other] = [await start(), await start()];
    await one.keep('u1', 3);
    await eventually(() => expect(other.seqs).toEqual({ u1: 3 }));
    expect((await start()).seqs).toEqual({ u1: 3 });
    await redis.kill();
    const kept = one.keep('u2', 5);
    await redis.begin();
    await kept;
    for (const replica of replicas) await eventually(() => expect(replica.seqs).toEqual({ u1: 3, u2: 5 }));
    expect((await start()).seqs).toEqual({ u1: 3, u2: 5 });
  });
});
