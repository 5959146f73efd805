/** How far one user has read in a conversation. */
export interface Reader {
  readonly userID: string;
  /** The highest seq reported as read; 0 while no receipt has named one. */
  readonly seq: number;
  /** When the latest receipt came, in ISO 8601. */
  readonly readAt: string;
}

/** A conversation and its readers, the latest to read first. */
export interface Conversation {
  readonly conversationID: string;
  readonly readers: readonly Reader[];
}

/** One report of a user that messages were read. */
export interface Receipt {
  readonly conversationID: string;
  readonly userID: string;
  /** The messages named as read; none when a chat was marked as a whole. */
  readonly seqs: readonly number[];
  readonly readAt: Date;
}

/** What a receipt changed. */
export type Change =
  | { readonly kind: 'read'; readonly conversationID: string; readonly reader: Reader }
  /** A conversation was dropped to keep memory bounded, or one of its readers when `userID` is there. */
  | { readonly kind: 'forgotten'; readonly conversationID: string; readonly userID?: string };
