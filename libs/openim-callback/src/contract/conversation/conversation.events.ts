import { Command } from '../commands.js';
import { BooleanField, CommandField, Int32Field, StringField } from '../fields.js';

/** What the four conversation callbacks have in common. */
export abstract class CreateConversationsEvent {
  /** On the wire: `ownerUserId`. */
  @StringField({ wire: ['ownerUserId', 'ownerUserID', 'owner_user_id'] })
  ownerUserID = '';

  /** On the wire: `conversationId`. */
  @StringField({ wire: ['conversationId', 'conversationID', 'conversation_id'] })
  conversationID = '';

  @Int32Field({ wire: ['conversationType', 'conversation_type'] })
  conversationType = 0;

  @Int32Field({ wire: ['recvMsgOpt', 'recv_msg_opt'] })
  recvMsgOpt = 0;

  @BooleanField({ wire: ['isPinned', 'is_pinned'] })
  isPinned = false;

  @BooleanField({ wire: ['isPrivateChat', 'is_private_chat'] })
  isPrivateChat = false;

  @Int32Field({ wire: ['burnDuration', 'burn_duration'] })
  burnDuration = 0;

  @Int32Field({ wire: ['groupAtType', 'group_at_type'] })
  groupAtType = 0;

  @StringField({ wire: ['attachedInfo', 'attached_info'] })
  attachedInfo = '';

  @StringField()
  ex = '';
}

/**
 * Before: CreateSingleChatConversations RPC, called by msgtransfer for the first message of a single (type
 * 1) or notification (type 4) conversation. Names are ownerUserId, conversationId, userId, groupId (lower-
 * case d), unlike every other callback; the docs show snake_case and call it Enterprise, the open-source
 * main sends camelCase. Type 1 calls it twice; the second call (meant for the receiver) sends the SENDER's
 * conversation again, and its returned fields are lost. The receiver's conversation silently inherits what
 * the first call returned. Refusal only logs a WARN in msgtransfer; the message goes on without a
 * conversation row.
 */
export class BeforeCreateSingleChatConversationsEvent extends CreateConversationsEvent {
  @CommandField()
  readonly callbackCommand = Command.beforeCreateSingleChatConversations;

  /** On the wire: `userId`. */
  @StringField({ wire: ['userId', 'userID', 'user_id'] })
  userID = '';
}

/**
 * After: as above, after each of the two rows; sent even when the insert failed. Names are ownerUserId,
 * conversationId, userId, groupId (lower-case d), unlike every other callback; the docs show snake_case
 * and call it Enterprise, the open-source main sends camelCase.
 */
export class CreateSingleChatConversationsEvent extends CreateConversationsEvent {
  @CommandField()
  readonly callbackCommand = Command.afterCreateSingleChatConversations;

  /** On the wire: `userId`. */
  @StringField({ wire: ['userId', 'userID', 'user_id'] })
  userID = '';
}

/**
 * Before: CreateGroupChatConversations RPC: first group message (msgtransfer), every join, invitation and
 * approval (group rpc). Names are ownerUserId, conversationId, userId, groupId (lower-case d), unlike
 * every other callback; the docs show snake_case and call it Enterprise, the open-source main sends
 * camelCase. One call for all users; the user list is not in the body. On a direct JoinGroup a refusal or
 * failure makes /group/join_group fail AFTER the member was stored, and afterJoinGroup is then not sent.
 */
export class BeforeCreateGroupChatConversationsEvent extends CreateConversationsEvent {
  @CommandField()
  readonly callbackCommand = Command.beforeCreateGroupChatConversations;

  /** Lower-case d. On the wire: `groupId`. */
  @StringField({ wire: ['groupId', 'groupID', 'group_id'] })
  groupID = '';
}

/**
 * After: as above, done. Names are ownerUserId, conversationId, userId, groupId (lower-case d), unlike
 * every other callback; the docs show snake_case and call it Enterprise, the open-source main sends
 * camelCase. Fires on every later join of the same group too, with the same conversationId.
 */
export class CreateGroupChatConversationsEvent extends CreateConversationsEvent {
  @CommandField()
  readonly callbackCommand = Command.afterCreateGroupChatConversations;

  /** Lower-case d. On the wire: `groupId`. */
  @StringField({ wire: ['groupId', 'groupID', 'group_id'] })
  groupID = '';
}
