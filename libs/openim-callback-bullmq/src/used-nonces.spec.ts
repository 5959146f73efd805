import { Logger } from '@nestjs/common';
import { BullmqInbox } from './bullmq-inbox.js';
import type { BullmqInboxTuning } from './bullmq-inbox.options.js';
import { FakeServer } from './testing/fake-server.js';
import { FakeStore } from './testing/fake-store.js';
import { SuiteTarget } from '../../../test/support/inbox-suite.js';

describe('the used nonces of the BullMQ inbox', () => {
  let server: FakeServer;
  let inboxes: BullmqInbox[];

  beforeAll(() => Logger.overrideLogger(false));

  beforeEach(() => {
    server = new FakeServer();
    inboxes = [];
  });

  afterEach(async () => {
    server.begin();
    await Promise.all(inboxes.map((inbox) => inbox.close()));
  });

  const replica = async (options: BullmqInboxTuning = {}): Promise<BullmqInbox> => {
    const inbox = new BullmqInbox(
      { connection: 'redis://fake', timeout: 50, ...options },
      (settings, watcher) => Promise.resolve(new FakeStore(server, settings, watcher)),
    );
    inboxes.push(inbox);
    await inbox.start(new SuiteTarget());
    return inbox;
  };

  it('are each new to one replica', async () => {
    const replicas = [await replica(), await replica(), await replica()];
    const claims = await Promise.all(replicas.map(({ usedNonces }) => usedNonces.claim('n1')));
    expect(claims.toSorted()).toEqual([false, false, true]);
    expect(await replicas[0]?.usedNonces.claim('n2')).toBe(true);
  });

  it('are as many as the option says', async () => {
    const { usedNonces } = await replica({ maxNonces: 2 });
    for (const nonce of ['n1', 'n2', 'n3']) expect(await usedNonces.claim(nonce)).toBe(true);
    expect([await usedNonces.claim('n3'), await usedNonces.claim('n2')]).toEqual([false, false]);
    expect(await usedNonces.claim('n1')).toBe(true);
  });

  it('are not known while the store is away, which is said with the reason, and are not used up', async () => {
    const { usedNonces } = await replica();
    expect(await usedNonces.claim('n1')).toBe(true);
    server.kill();
    await expect(usedNonces.claim('n2')).rejects.toThrow('Redis is away (fake): connect ECONNREFUSED');
    server.begin();
    expect([await usedNonces.claim('n1'), await usedNonces.claim('n2')]).toEqual([false, true]);
  });

  it('are not waited for when the store was never there', async () => {
    server.kill();
    const { usedNonces } = await replica();
    await expect(usedNonces.claim('n1')).rejects.toThrow('Redis is away (fake): connect ECONNREFUSED');
  });
});
