import { join } from 'node:path';
import { Module, type FactoryProvider } from '@nestjs/common';
import { dataFolder } from '../settings.js';
import { ReceiptJournal } from './receipt-journal.js';
import { ReadReceiptsController } from './read-receipts.controller.js';
import { ReceiptStream } from './receipt-stream.js';
import { ReadReceipts } from './read-receipts.js';

/** In Redis when the inbox is, since any replica may be the one that a receipt is delivered to. */
const journal: FactoryProvider<ReceiptJournal | ReceiptStream> = {
  provide: 'RECEIPT_JOURNAL',
  inject: [ReadReceipts],
  useFactory: (receipts: ReadReceipts) => {
    const { REDIS_URL, DATA_DIR } = process.env;
    if (REDIS_URL) return new ReceiptStream(receipts, REDIS_URL);
    return new ReceiptJournal(receipts, join(dataFolder(DATA_DIR), 'read-receipts.jsonl'));
  },
};

/** Read receipts: the listener that follows them and the routes that tell of them. */
@Module({ controllers: [ReadReceiptsController], providers: [ReadReceipts, journal] })
export class ReadReceiptsModule {}
