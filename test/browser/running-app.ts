import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../../apps/read-receipts/src/app.module.js';

/** The example app, listening. */
export interface RunningApp {
  readonly url: string;
  readonly port: number;
  /** Reports messages as read, as OpenIM does. */
  read(conversationID: string, userID: string, seqs: readonly number[] | null): Promise<void>;
  close(): Promise<void>;
}

const COMMAND = 'callbackAfterSingleMsgReadCommand';

/** Starts the example app, on any free port when none is given. */
export async function startApp(port = 0): Promise<RunningApp> {
  const folder = await mkdtemp(join(tmpdir(), 'read-receipts-'));
  process.env['DATA_DIR'] = folder;
  const app = await NestFactory.create(AppModule, { logger: ['error'] });
  await app.listen(port, '127.0.0.1');
  const url = await app.getUrl();
  return {
    url,
    port: Number(new URL(url).port),
    async read(conversationID, userID, seqs) {
      const body = { callbackCommand: COMMAND, conversationID, userID, Seqs: seqs, contentType: 1 };
      const response = await fetch(`${url}/callbackExample/${COMMAND}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json; charset=utf-8' },
        body: JSON.stringify(body),
      });
      expect(await response.json()).toMatchObject({ errCode: 0 });
      // Conversations are delivered side by side: the next receipt must not overtake this one.
      await untilShown(url, conversationID, userID, Math.max(0, ...(seqs ?? [])));
    },
    async close() {
      await app.close();
      await rm(folder, { recursive: true });
    },
  };
}

interface Shown {
  readonly readers: readonly { readonly userID: string; readonly seq: number }[];
}

async function untilShown(url: string, conversationID: string, userID: string, seq: number): Promise<void> {
  for (;;) {
    const shown = (await (
      await fetch(`${url}/read-receipts/${encodeURIComponent(conversationID)}`)
    ).json()) as Shown;
    if (shown.readers.some((reader) => reader.userID === userID && reader.seq >= seq)) return;
  }
}
