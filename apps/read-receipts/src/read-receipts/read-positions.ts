import type { Change, Conversation, Reader, Receipt } from './conversation.js';

/** Readers that are remembered at a time, over all conversations. */
export const MAX_READERS = 5_000;

/**
 * How far everybody has read, in memory. Past the limit the conversation whose latest receipt is the oldest is
 * forgotten as a whole; when there is only one, its reader whose latest receipt is the oldest.
 */
export class ReadPositions {
  /** Both maps are ordered by the latest receipt, the oldest first. */
  private readonly conversations = new Map<string, Map<string, Reader>>();
  private size = 0;

  /** @param limit readers that are remembered at a time. `@default MAX_READERS` */
  constructor(private readonly limit = MAX_READERS) {}

  /**
   * Notes a receipt. Positions and times never go back, whatever order receipts arrive in.
   *
   * @returns what changed, in order
   */
  record({ conversationID, userID, seqs, readAt }: Receipt): Change[] {
    const readers = this.conversations.get(conversationID) ?? new Map<string, Reader>();
    const known = readers.get(userID);
    const reader = {
      userID,
      seq: highest(seqs, known?.seq ?? 0),
      readAt: later(readAt.toISOString(), known?.readAt),
    };
    if (!known) this.size++;
    moveToEnd(readers, userID, reader);
    moveToEnd(this.conversations, conversationID, readers);
    return [{ kind: 'read', conversationID, reader }, ...this.forgetOldest()];
  }

  /** Every conversation, the latest to be read first. */
  list(): Conversation[] {
    return [...this.conversations.keys()].reverse().map((conversationID) => this.find(conversationID));
  }

  /** One conversation; without readers when nothing is known of it. */
  find(conversationID: string): Conversation {
    const readers = this.conversations.get(conversationID)?.values() ?? [];
    return { conversationID, readers: [...readers].reverse() };
  }

  private forgetOldest(): Change[] {
    const forgotten: Change[] = [];
    for (const [conversationID, readers] of this.conversations) {
      if (this.size <= this.limit) break;
      if (this.conversations.size === 1) {
        forgotten.push(...this.forgetReaders(conversationID, readers));
        break;
      }
      this.conversations.delete(conversationID);
      this.size -= readers.size;
      forgotten.push({ kind: 'forgotten', conversationID });
    }
    return forgotten;
  }

  private forgetReaders(conversationID: string, readers: Map<string, Reader>): Change[] {
    const oldest = [...readers.keys()].slice(0, this.size - this.limit);
    for (const userID of oldest) readers.delete(userID);
    this.size -= oldest.length;
    return oldest.map((userID) => ({ kind: 'forgotten', conversationID, userID }));
  }
}

// Not Math.max(...seqs): a receipt may name more seqs than a call can take arguments.
const highest = (seqs: readonly number[], atLeast: number): number =>
  seqs.reduce((high, seq) => Math.max(high, seq), atLeast);

// ISO 8601 in UTC sorts as text.
const later = (time: string, known = ''): string => (time > known ? time : known);

function moveToEnd<V>(map: Map<string, V>, key: string, value: V): void {
  map.delete(key);
  map.set(key, value);
}
