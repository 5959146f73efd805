import {
  Controller,
  Get,
  Param,
  Sse,
  type BeforeApplicationShutdown,
  type MessageEvent,
} from '@nestjs/common';
import { ReplaySubject, takeUntil, type Observable } from 'rxjs';
import type { Conversation } from './conversation.js';
import { ReadReceipts } from './read-receipts.js';
import { receiptEvents } from './receipt-events.js';

/** Tells who has read what: at once, or as it happens. */
@Controller('read-receipts')
export class ReadReceiptsController implements BeforeApplicationShutdown {
  private readonly closing = new ReplaySubject<void>(1);

  constructor(private readonly readReceipts: ReadReceipts) {}

  /** Every conversation, the latest to be read first. */
  @Get()
  list(): Conversation[] {
    return this.readReceipts.list();
  }

  /** A snapshot, then every change. It stands before `:conversationID`, which would take it for an id. */
  @Sse('events')
  events(): Observable<MessageEvent> {
    return receiptEvents(this.readReceipts).pipe(takeUntil(this.closing));
  }

  /** One conversation; an empty list of readers when nothing is known of it. */
  @Get(':conversationID')
  find(@Param('conversationID') conversationID: string): Conversation {
    return this.readReceipts.find(conversationID);
  }

  /** Ends the streams, which the closing server would otherwise wait for. */
  beforeApplicationShutdown(): void {
    this.closing.next();
  }
}
