import { setTimeout as sleep } from 'node:timers/promises';
import { Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Redis } from 'ioredis';
import { OnSingleMsgRead, SingleMsgReadEvent, type CallbackContext } from 'nestjs-openim-callback';
import type { Receipt } from './conversation.js';
import type { ReadReceipts } from './read-receipts.js';

/** The stream in Redis that all replicas write to and follow. */
export const STREAM = 'read-receipts';

/** Receipts that the stream keeps, roughly: a replica that starts knows of no others. */
const KEPT = 100_000;
/** Receipts read at a time. */
const PAGE = 1000;
/** Milliseconds to wait for the next one before asking again. */
const BLOCK = 1000;

/**
 * Keeps receipts in a stream in Redis, so that every replica knows what any of them was told: each reads it from its
 * beginning and then follows it.
 */
export class ReceiptStream implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger(ReceiptStream.name);
  private readonly writer: Redis;
  private readonly reader: Redis;
  private last = '0';
  private following: Promise<void> | undefined;
  private readonly ending = new AbortController();

  /** @param url of a Redis that does not lose what it has acknowledged */
  constructor(
    private readonly receipts: ReadReceipts,
    url: string,
  ) {
    this.writer = new Redis(url);
    // Asking blocks the connection.
    this.reader = this.writer.duplicate();
    for (const client of [this.writer, this.reader])
      client.on('error', (error: Error) => this.logger.warn(error.message));
  }

  /** Brings the positions back, and follows what is read from then on. */
  async onModuleInit(): Promise<void> {
    for (;;) {
      const entries = await this.reader.xrange(STREAM, `(${this.last}`, '+', 'COUNT', PAGE);
      if (entries.length === 0) break;
      this.take(entries);
    }
    this.following = this.follow();
  }

  @OnSingleMsgRead()
  async keep(event: SingleMsgReadEvent, { receivedAt }: CallbackContext): Promise<void> {
    const { conversationID, userID, seqs } = event;
    const receipt: Receipt = { conversationID, userID, seqs, readAt: receivedAt };
    await this.writer.xadd(STREAM, 'MAXLEN', '~', KEPT, '*', 'receipt', JSON.stringify(receipt));
  }

  async onApplicationShutdown(): Promise<void> {
    this.ending.abort();
    this.reader.disconnect();
    this.writer.disconnect();
    await this.following;
  }

  private async follow(): Promise<void> {
    const { signal } = this.ending;
    while (!signal.aborted) {
      try {
        const streams = await this.reader.xread('COUNT', PAGE, 'BLOCK', BLOCK, 'STREAMS', STREAM, this.last);
        for (const [, entries] of streams ?? []) this.take(entries);
      } catch {
        // Told by the connection; nothing is missed, as the next question begins where this one did.
        await sleep(BLOCK, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  private take(entries: readonly (readonly [string, readonly string[]])[]): void {
    for (const [id, [, text = '{}']] of entries) {
      this.last = id;
      const { readAt, ...receipt } = JSON.parse(text) as Receipt;
      this.receipts.apply({ ...receipt, readAt: new Date(readAt) });
    }
  }
}
