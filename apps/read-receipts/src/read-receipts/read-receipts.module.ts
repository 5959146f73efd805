import { join } from 'node:path';
import { Module, type FactoryProvider } from '@nestjs/common';
import { dataFolder } from '../settings/data-folder.js';
import { ReceiptJournal } from './receipt-journal.js';
import { ReadReceiptsController } from './read-receipts.controller.js';
import { ReadReceipts } from './read-receipts.js';

const journal: FactoryProvider = {
  provide: ReceiptJournal,
  inject: [ReadReceipts],
  useFactory: (receipts: ReadReceipts) =>
    new ReceiptJournal(receipts, join(dataFolder(process.env['DATA_DIR']), 'read-receipts.jsonl')),
};

/** Read receipts: the listener that follows them and the routes that tell of them. */
@Module({ controllers: [ReadReceiptsController], providers: [ReadReceipts, journal] })
export class ReadReceiptsModule {}
