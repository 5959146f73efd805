/**
 * The keys that after events are put in order by: events of one key are delivered one at a time, in the order
 * they arrived. Chats use OpenIM's own conversation ids, so that a message, its revocation and its read
 * receipts share a key.
 */
export type OrderingKey = string | undefined;

/** A single chat: OpenIM's conversation id, `si_` and the two users in byte order. */
export const singleChat = (oneUserID: string, otherUserID: string): OrderingKey =>
  ['si', ...inByteOrder(oneUserID, otherUserID)].join('_');

/** A group chat: OpenIM's conversation id. Group events share it with the group's messages. */
export const groupChat = (groupID: string): OrderingKey => `sg_${groupID}`;

/** Everything about one user; none when the callback names no user. */
export const user = (userID: string | undefined): OrderingKey =>
  userID === undefined ? undefined : `user:${userID}`;

/** Everything between two users, in whichever direction. */
export const pair = (oneUserID: string, otherUserID: string): OrderingKey =>
  ['pair', ...inByteOrder(oneUserID, otherUserID)].join(':');

/** As Go's `sort.Strings`. JavaScript's own order differs where an id has characters beyond U+FFFF. */
const inByteOrder = (...userIDs: readonly string[]): readonly string[] =>
  [...userIDs].sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)));
