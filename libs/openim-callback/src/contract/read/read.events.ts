import { Command } from '../commands.js';
import { CommandField, Int32Field, Int64Field, Int64ListField, StringField } from '../fields.js';
import { integerFromText } from '../converters.js';

/**
 * Sent after a user marked a group conversation as read as a whole. Not sent when a client names the messages
 * it has read, which is afterSingleMsgRead for groups too, nor when the read position is set directly
 * (SetConversationHasReadSeq RPC).
 *
 * @remarks
 * Nothing in it tells which group: to follow who has read what in groups, use afterSingleMsgRead.
 *
 * Most of the docs' description is wrong: sender and receiver are both the reader, the unread count is a
 * position, and the content type is a conversation type (v3.7.0 to `main`).
 */
export class GroupMsgReadEvent {
  @CommandField()
  readonly callbackCommand = Command.afterGroupMsgRead;

  /** The reader. */
  @StringField()
  sendID = '';

  /** The reader again, not a group. */
  @StringField()
  receiveID = '';

  /** The seq up to which the reader has now read, not a count. */
  @Int64Field()
  unreadMsgNum = 0;

  /** The conversation type, always 3 (group); not a message type. */
  @Int64Field()
  contentType = 0;
}

/**
 * Sent after messages were marked as read, by the user's client or by an administrator over REST: messages named
 * one by one, in a single chat, group or notification chat alike in spite of the command's name, or a single
 * chat as a whole.
 *
 * @remarks
 * The same messages may be reported again. Treat it as state, by conversation and user.
 *
 * The docs write `seqs`, show a message type as `contentType` and append `?contenttype=json` to the url. OpenIM
 * sends `Seqs`, the conversation type and no query (v3.7.0 to `main`); the docs' spelling is read as well.
 */
export class SingleMsgReadEvent {
  @CommandField()
  readonly callbackCommand = Command.afterSingleMsgRead;

  /**
   * `si_` and the two users for a single chat, `sg_` and the group, `sn_` and the two for a notification
   * chat.
   */
  @StringField()
  conversationID = '';

  /** The reader. */
  @StringField()
  userID = '';

  /**
   * The seqs that the client named as read, not all those that were marked; `[]` when it named none, as when
   * a chat is marked as a whole. On the wire: `Seqs`, null when empty; the docs write `seqs`.
   */
  @Int64ListField({ wire: ['Seqs', 'seqs'] })
  seqs: number[] = [];

  /**
   * The conversation type, a value of `SessionType`: 1 single chat, 3 group, 4 notification chat.
   * Not the message type the docs show.
   */
  @Int32Field()
  contentType = 0;
}

/**
 * Sent after a message was revoked, in a single chat or a group.
 *
 * @remarks
 * Its wire name is `callbackBeforeAfterMsgCommand`, but it is an after callback like the others: it cannot
 * prevent anything. `afterGroupMsgRevoke` in webhooks.yml switches nothing on; `afterRevokeMsg` does.
 */
export class RevokeMsgEvent {
  @CommandField()
  readonly callbackCommand = Command.afterRevokeMsg;

  /** `si_` and the two users for a single chat, `sg_` and the group for a group. */
  @StringField()
  conversationID = '';

  /** The revoked message's number in its conversation. */
  @Int64Field({ convert: integerFromText })
  seq = 0;

  /** Who revoked the message, not who sent it. */
  @StringField()
  userID = '';
}
