/**
 * The keys that after events are put in order by: events of one key are delivered one at a time, in the order
 * they arrived. Chats use OpenIM's own conversation ids, so that a message, its revocation and its read
 * receipts share a key.
 */
export type OrderingKey = string | undefined;

/** A single chat: OpenIM's conversation id, `si_` and the two users in byte order. */
export const singleChat = (oneUserID: string, otherUserID: string): OrderingKey =>
  `si_${inByteOrder(oneUserID, otherUserID, '_')}`;

/** A group chat: OpenIM's conversation id. Group events share it with the group's messages. */
export const groupChat = (groupID: string): OrderingKey => `sg_${groupID}`;

/** Everything about one user; none when the callback names no user. */
export const user = (userID: string | undefined): OrderingKey =>
  userID === undefined ? undefined : `user:${userID}`;

/** Everything between two users, in whichever direction. */
export const pair = (oneUserID: string, otherUserID: string): OrderingKey =>
  `pair:${inByteOrder(oneUserID, otherUserID, ':')}`;

/** Two ids as Go's `sort.Strings` puts them, joined. */
const inByteOrder = (one: string, other: string, separator: string): string =>
  comesLater(one, other) ? other + separator + one : one + separator + other;

const SURROGATE = /[\ud800-\udfff]/;

/** JavaScript's own order, which costs no buffers, differs only where an id has characters beyond U+FFFF. */
const comesLater = (one: string, other: string): boolean =>
  SURROGATE.test(one) || SURROGATE.test(other)
    ? Buffer.compare(Buffer.from(one), Buffer.from(other)) > 0
    : one > other;

/**
 * The key that tells a repeated event of one command from a new one, made of the ids that OpenIM gave it.
 * None when an id is missing: events without an id would all pass for repetitions of the first.
 */
export const idempotencyKey = (...ids: readonly (string | number)[]): string | undefined =>
  ids.length === 0 || ids.includes('') ? undefined : ids.join(':');
