import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { Injectable } from '@nestjs/common';
import { readBody } from '../../../../test/support/bodies.js';
import { closeApps, startApp } from '../../../../test/support/callback-app.js';
import { postCallback } from '../../../../test/support/http.js';
import { until } from '../../../../test/support/until.js';
import { SqlClient } from '../delivery/inboxes/sqlite/database/sql-client.js';
import { sqliteInbox } from '../delivery/inboxes/sqlite/sqlite-inbox.js';
import { OnAnyCallback, OnSingleMsgRead } from '../listeners/decorators.js';

describe('filters before a durable inbox', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'filters-'));
  });

  afterEach(async () => {
    jest.restoreAllMocks();
    await closeApps();
    await rm(folder, { recursive: true });
  });

  const inbox = () => sqliteInbox({ file: join(folder, 'inbox.db') });

  it('make no write of what nobody wants', async () => {
    const read: string[] = [];
    @Injectable()
    class Receipts {
      @OnSingleMsgRead({ where: { userID: 'u1' } })
      onRead({ userID }: { readonly userID: string }): void {
        read.push(userID);
      }

      @OnAnyCallback({ where: ({ callbackCommand }) => callbackCommand.includes('Online') })
      onAny(): void {}
    }
    const writes = jest.spyOn(SqlClient.prototype, 'write');
    const written = (): number =>
      writes.mock.calls.flatMap(([statements]) => statements).filter(({ sql }) => /INTO events/.test(sql))
        .length;
    const { port } = await startApp({ options: { inbox: inbox() }, providers: [Receipts] });
    for (let n = 0; n < 10; n++) await postCallback(port, '/callbackExample', { ...readBody, userID: 'u2' });
    expect(written()).toBe(0);
    await postCallback(port, '/callbackExample', readBody);
    await until(() => read.length > 0, 'the delivery');
    expect([written(), read]).toEqual([1, ['u1']]);
  });

  it('are not asked again after a restart', async () => {
    let tried = 0;
    @Injectable()
    class Before {
      @OnSingleMsgRead({
        name: 'wants',
        where: () => true,
        retry: { maxAttempts: 1_000_000, minDelay: 1, factor: 1 },
      })
      wants(): void {
        tried++;
        throw new Error('not today');
      }

      @OnSingleMsgRead({ name: 'does-not', where: () => false })
      doesNot(): void {}
    }
    const first = await startApp({ options: { inbox: inbox() }, providers: [Before] });
    await postCallback(first.port, '/callbackExample', readBody);
    await until(() => tried > 0, 'an attempt');
    await first.app.close();

    const called: string[] = [];
    @Injectable()
    class After {
      @OnSingleMsgRead({ name: 'wants', where: () => false })
      wants(): void {
        called.push('wants');
      }

      @OnSingleMsgRead({ name: 'does-not', where: () => true })
      doesNot(): void {
        called.push('does-not');
      }
    }
    const second = await startApp({ options: { inbox: inbox() }, providers: [After] });
    await until(() => called.length > 0, 'the delivery');
    await second.app.close();
    expect(called).toEqual(['wants']);
  });
});
