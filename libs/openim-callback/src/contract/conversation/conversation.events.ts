import { Command } from '../commands.js';
import { BooleanField, CommandField, Int32Field, StringField } from '../fields.js';

/**
 * What the four conversation callbacks have in common.
 *
 * @remarks
 * Only `main` has conversation callbacks, in the open-source server too, although the docs call them Enterprise. On the wire
 * the ids end in `Id`, unlike everywhere else; the Enterprise edition writes all names in snake_case, and the answer
 * is spelled as the request was.
 */
export abstract class CreateConversationsEvent {
  /** Whose conversation it is; always empty for groups. On the wire: `ownerUserId`. */
  @StringField({ wire: ['ownerUserId', 'ownerUserID', 'owner_user_id'] })
  ownerUserID = '';

  /** On the wire: `conversationId`. */
  @StringField({ wire: ['conversationId', 'conversationID', 'conversation_id'] })
  conversationID = '';

  /** A value of `SessionType`: 1 single chat, 3 group, 4 notification chat. */
  @Int32Field({ wire: ['conversationType', 'conversation_type'] })
  conversationType = 0;

  /** A value of `ReceiveOption`: 0 receive and notify, 1 do not receive, 2 receive without notifying. */
  @Int32Field({ wire: ['recvMsgOpt', 'recv_msg_opt'] })
  recvMsgOpt = 0;

  /** Whether the conversation is pinned to the top of the list. */
  @BooleanField({ wire: ['isPinned', 'is_pinned'] })
  isPinned = false;

  /** Whether messages vanish after they are read. */
  @BooleanField({ wire: ['isPrivateChat', 'is_private_chat'] })
  isPrivateChat = false;

  /** How long a message of a private chat stays after it is read, in seconds. */
  @Int32Field({ wire: ['burnDuration', 'burn_duration'] })
  burnDuration = 0;

  /** Unread mentions, a value of `GroupAtType`: 0 none, 1 the user, 2 all, 3 both, 4 a group notice. */
  @Int32Field({ wire: ['groupAtType', 'group_at_type'] })
  groupAtType = 0;

  /** A text for the client. */
  @StringField({ wire: ['attachedInfo', 'attached_info'] })
  attachedInfo = '';

  /** The conversation's extension text, for the application's own use. */
  @StringField()
  ex = '';

  /** Enterprise edition: whether the user has marked the conversation. */
  @BooleanField({ wire: ['isMarked', 'is_marked'], optional: true })
  isMarked?: boolean;
}

/**
 * Sent before the conversations of the first message of a single chat or notification chat are stored. For a
 * single chat it is sent twice.
 *
 * @remarks
 * For a single chat both callbacks hold the sender's conversation. What the first answer changes applies to
 * sender and receiver; what the second one changes is lost.
 *
 * Nobody sees a refusal: openim-msgtransfer logs a warning, and the message goes on without a conversation.
 */
export class BeforeCreateSingleChatConversationsEvent extends CreateConversationsEvent {
  @CommandField()
  readonly callbackCommand = Command.beforeCreateSingleChatConversations;

  /** The other user. On the wire: `userId`. */
  @StringField({ wire: ['userId', 'userID', 'user_id'] })
  userID = '';
}

/**
 * Sent after each conversation of the first message of a single chat or notification chat was stored, even
 * when storing it failed.
 */
export class CreateSingleChatConversationsEvent extends CreateConversationsEvent {
  @CommandField()
  readonly callbackCommand = Command.afterCreateSingleChatConversations;

  /** The other user. On the wire: `userId`. */
  @StringField({ wire: ['userId', 'userID', 'user_id'] })
  userID = '';
}

/**
 * Sent before the conversations of a group are stored: on its first message and on every join, invitation and
 * approval. It is sent once for all users, who are not listed.
 *
 * @remarks
 * Refusing it when a user joins makes /group/join_group fail although the user is a member by then, and no
 * afterJoinGroup follows. In the other cases nobody sees a refusal.
 */
export class BeforeCreateGroupChatConversationsEvent extends CreateConversationsEvent {
  @CommandField()
  readonly callbackCommand = Command.beforeCreateGroupChatConversations;

  /** On the wire: `groupId`. */
  @StringField({ wire: ['groupId', 'groupID', 'group_id'] })
  groupID = '';
}

/**
 * Sent after the conversations of a group were stored: on its first message and again on every later join,
 * invitation and approval, each time with the same `conversationID`.
 */
export class CreateGroupChatConversationsEvent extends CreateConversationsEvent {
  @CommandField()
  readonly callbackCommand = Command.afterCreateGroupChatConversations;

  /** On the wire: `groupId`. */
  @StringField({ wire: ['groupId', 'groupID', 'group_id'] })
  groupID = '';
}
