import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BullmqInbox } from 'nestjs-openim-callback-bullmq';
import { inboxOf } from './inbox-of.js';

describe('inboxOf', () => {
  it('is in Redis when there is one', () => {
    expect(inboxOf({ REDIS_URL: 'redis://127.0.0.1:6379/0' })).toBeInstanceOf(BullmqInbox);
  });

  it.each([undefined, ''])('is a file when REDIS_URL is %p', async (url) => {
    const folder = await mkdtemp(join(tmpdir(), 'inbox-of-'));
    const inbox = inboxOf({ ...(url === undefined ? {} : { REDIS_URL: url }), DATA_DIR: folder });
    expect(inbox).not.toBeInstanceOf(BullmqInbox);
    await inbox.close();
    await rm(folder, { recursive: true });
  });
});
