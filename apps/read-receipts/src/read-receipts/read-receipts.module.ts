import { Module } from '@nestjs/common';
import { ReadReceiptsController } from './read-receipts.controller.js';
import { ReadReceipts } from './read-receipts.js';

/** Read receipts: the listener that follows them and the routes that tell of them. */
@Module({ controllers: [ReadReceiptsController], providers: [ReadReceipts] })
export class ReadReceiptsModule {}
