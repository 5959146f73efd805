import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Injectable, type Type } from '@nestjs/common';
import { readBody } from '../../../../test/support/bodies.js';
import { closeApps, startApp } from '../../../../test/support/callback-app.js';
import { postCallback } from '../../../../test/support/http.js';
import { until } from '../../../../test/support/until.js';
import { sqliteInbox } from '../delivery/inboxes/sqlite/sqlite-inbox.js';
import { OnSingleMsgRead } from '../listeners/decorators.js';

const retry = { minDelay: 1, factor: 1, maxAttempts: 1_000_000 };

describe('a listener with a name of its own', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'listener-names-'));
  });

  afterEach(async () => {
    await closeApps();
    await rm(folder, { recursive: true });
  });

  const start = (provider: Type) =>
    startApp({
      options: { inbox: sqliteInbox({ file: join(folder, 'inbox.db') }) },
      providers: [provider],
    });

  it('gets the events that it had not taken when its class had another name', async () => {
    let tried = 0;
    @Injectable()
    class ReadReceipts {
      @OnSingleMsgRead({ name: 'receipts', retry })
      onRead(): void {
        tried++;
        throw new Error('not today');
      }
    }
    const before = await start(ReadReceipts);
    await postCallback(before.port, '/callbackExample', readBody);
    await until(() => tried > 0, 'an attempt');
    await before.app.close();
    expect(before.log.text).toContain('receipts failed on');

    const read: unknown[] = [];
    @Injectable()
    class MinifiedByNow {
      @OnSingleMsgRead({ name: 'receipts', retry })
      a(event: unknown): void {
        read.push(event);
      }
    }
    const after = await start(MinifiedByNow);
    await until(() => read.length > 0, 'the delivery');
    await after.app.close();
    expect(read).toEqual([expect.objectContaining({ conversationID: readBody.conversationID })]);
    expect(after.log.text).not.toContain('any more');
  });

  it('may have the name of its class before it was renamed', async () => {
    let tried = 0;
    @Injectable()
    class OldName {
      @OnSingleMsgRead({ retry })
      onRead(): void {
        tried++;
        throw new Error('not today');
      }
    }
    const before = await start(OldName);
    await postCallback(before.port, '/callbackExample', readBody);
    await until(() => tried > 0, 'an attempt');
    await before.app.close();

    const read: unknown[] = [];
    @Injectable()
    class NewName {
      @OnSingleMsgRead({ name: 'OldName.onRead', retry })
      onRead(event: unknown): void {
        read.push(event);
      }
    }
    await start(NewName);
    await until(() => read.length > 0, 'the delivery');
  });
});
