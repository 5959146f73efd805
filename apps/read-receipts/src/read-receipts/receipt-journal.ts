import { mkdir, open, readFile, rename, writeFile, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { OnApplicationShutdown, OnModuleInit } from '@nestjs/common';
import { OnSingleMsgRead, SingleMsgReadEvent, type CallbackContext } from 'nestjs-openim-callback';
import type { Receipt } from './conversation.js';
import type { ReadReceipts } from './read-receipts.js';

/**
 * Keeps receipts in a file, one a line, so that the positions in memory survive a kill: the module delivers a
 * receipt again until this listener has returned, and it returns when the receipt is on the disk.
 */
export class ReceiptJournal implements OnModuleInit, OnApplicationShutdown {
  private file: FileHandle | undefined;

  constructor(
    private readonly receipts: ReadReceipts,
    private readonly path: string,
  ) {}

  /** Brings the positions back, and begins the file anew with nothing but them. */
  async onModuleInit(): Promise<void> {
    await mkdir(dirname(this.path), { recursive: true });
    for (const receipt of await readReceipts(this.path)) this.receipts.apply(receipt);
    const next = `${this.path}.next`;
    await writeFile(next, currentReceipts(this.receipts).map(toLine).join(''), { flush: true });
    await rename(next, this.path);
    this.file = await open(this.path, 'a');
  }

  @OnSingleMsgRead()
  async keep(event: SingleMsgReadEvent, { receivedAt }: CallbackContext): Promise<void> {
    const { conversationID, userID, seqs } = event;
    await this.file?.appendFile(toLine({ conversationID, userID, seqs, readAt: receivedAt }));
    await this.file?.datasync();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.file?.close();
    this.file = undefined;
  }
}

const toLine = (receipt: Receipt): string => `${JSON.stringify(receipt)}\n`;

/** The highest seq stands for all that were read. */
const currentReceipts = (receipts: ReadReceipts): Receipt[] =>
  receipts
    .list()
    .reverse()
    .flatMap(({ conversationID, readers }) =>
      [...readers].reverse().map(({ userID, seq, readAt }) => ({
        conversationID,
        userID,
        seqs: [seq],
        readAt: new Date(readAt),
      })),
    );

async function readReceipts(path: string): Promise<Receipt[]> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  });
  return text.split('\n').flatMap(fromLine);
}

/** The last line may be torn by a kill; its receipt is delivered again. */
function fromLine(line: string): Receipt[] {
  try {
    const { readAt, ...receipt } = JSON.parse(line) as Receipt;
    return [{ ...receipt, readAt: new Date(readAt) }];
  } catch {
    return [];
  }
}
