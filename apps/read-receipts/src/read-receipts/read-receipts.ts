import { Injectable, Logger } from '@nestjs/common';
import { OnSingleMsgRead, SingleMsgReadEvent, type CallbackContext } from 'nestjs-openim-callback';
import { Subject, type Observable } from 'rxjs';
import type { Change, Conversation, Receipt } from './conversation.js';
import { ReadPositions } from './read-positions.js';

/** Characters of the longest ids that are kept; OpenIM's own stay well below. */
export const MAX_ID_LENGTH = 255;

/** Follows who has read what. */
@Injectable()
export class ReadReceipts {
  private readonly logger = new Logger(ReadReceipts.name);
  private readonly positions = new ReadPositions();
  private readonly subject = new Subject<Change>();

  /** What changes from now on. */
  readonly changes: Observable<Change> = this.subject.asObservable();

  /** Notes a receipt. The same one may come again, which does no harm: it is state, not a count. */
  @OnSingleMsgRead()
  note(event: SingleMsgReadEvent, { receivedAt }: CallbackContext): void {
    const { conversationID, userID, seqs } = event;
    if (conversationID.length > MAX_ID_LENGTH || userID.length > MAX_ID_LENGTH) {
      this.logger.warn(`Ignored a receipt whose ids are longer than ${MAX_ID_LENGTH} characters`);
      return;
    }
    this.apply({ conversationID, userID, seqs, readAt: receivedAt });
  }

  /** Takes a receipt into the positions, and tells what it changed. */
  apply(receipt: Receipt): void {
    for (const change of this.positions.record(receipt)) this.subject.next(change);
  }

  /** Every conversation, the latest to be read first. */
  list(): Conversation[] {
    return this.positions.list();
  }

  /** One conversation; without readers when nothing is known of it. */
  find(conversationID: string): Conversation {
    return this.positions.find(conversationID);
  }
}
