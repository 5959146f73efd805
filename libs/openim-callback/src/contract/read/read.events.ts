import { Command } from '../commands.js';
import { CommandField, Int32Field, Int64Field, Int64ListField, StringField } from '../fields.js';
import { integerFromText } from '../readings.js';

/**
 * After: MarkConversationAsRead RPC (/msg/mark_conversation_as_read) on a conversationType 3 conversation.
 * There is no groupID and no conversationID: you cannot tell which group was read. Not fired by
 * MarkMsgsAsRead (that one always sends callbackAfterSingleMsgReadCommand) nor by
 * SetConversationHasReadSeq.
 */
export class GroupMsgReadEvent {
  @CommandField()
  readonly callbackCommand = Command.afterGroupMsgRead;

  /** The READER (conversation owner) */
  @StringField()
  sendID = '';

  /** The READER again (req.userID) */
  @StringField()
  receiveID = '';

  /** NOT an unread count: it is req.hasReadSeq. */
  @Int64Field()
  unreadMsgNum = 0;

  /** NOT a message type: the conversation type, always 3. */
  @Int64Field()
  contentType = 0;
}

/**
 * After: MarkMsgsAsRead RPC (any conversation type) and MarkConversationAsRead RPC on conversationType 1.
 * Despite its name it also fires for group conversations via mark_msgs_as_read.
 */
export class SingleMsgReadEvent {
  @CommandField()
  readonly callbackCommand = Command.afterSingleMsgRead;

  @StringField()
  conversationID = '';

  /** The reader. */
  @StringField()
  userID = '';

  /**
   * The seqs the client named as read; `[]` when it named none (OpenIM sends `null`). Not the full range
   * that was marked. On the wire: `Seqs`.
   */
  @Int64ListField({ wire: ['Seqs', 'seqs'] })
  seqs: number[] = [];

  /**
   * Not a message type: the conversation type (1 single, 3 group, 4 notification). The docs are wrong.
   */
  @Int32Field()
  contentType = 0;
}

/**
 * After: RevokeMsg RPC (/msg/revoke_msg), single and group. The wire command really is
 * "callbackBeforeAfterMsgCommand": it starts with callbackBefore but it is an after callback. Do not
 * classify by prefix. webhooks.yml also has afterGroupMsgRevoke: parsed, used by nothing.
 */
export class RevokeMsgEvent {
  @CommandField()
  readonly callbackCommand = Command.afterRevokeMsg;

  /** E.g. si_a_b or sg_<groupID>. */
  @StringField()
  conversationID = '';

  @Int64Field({ reading: integerFromText })
  seq = 0;

  /** The revoker (req.userID), not the sender. */
  @StringField()
  userID = '';
}
