import { BooleanField, Int32Field, StringField } from '../fields.js';

/** What the answers about new conversations can change; what is left out stays. */
export abstract class CreateConversationsReply {
  /** A value of `ReceiveOption`: 0 receive and notify, 1 do not receive, 2 receive without notifying. */
  @Int32Field({ wire: ['recvMsgOpt', 'recv_msg_opt'], optional: true })
  recvMsgOpt?: number;

  /** Whether the conversation is pinned to the top of the list. */
  @BooleanField({ wire: ['isPinned', 'is_pinned'], optional: true })
  isPinned?: boolean;

  /** Whether messages vanish after they are read. */
  @BooleanField({ wire: ['isPrivateChat', 'is_private_chat'], optional: true })
  isPrivateChat?: boolean;

  /** How long a message of a private chat stays after it is read, in seconds. */
  @Int32Field({ wire: ['burnDuration', 'burn_duration'], optional: true })
  burnDuration?: number;

  /** Unread mentions, a value of `GroupAtType`: 0 none, 1 the user, 2 all, 3 both, 4 a group notice. */
  @Int32Field({ wire: ['groupAtType', 'group_at_type'], optional: true })
  groupAtType?: number;

  /** A text for the client. */
  @StringField({ wire: ['attachedInfo', 'attached_info'], optional: true })
  attachedInfo?: string;

  /** The conversation's extension text. */
  @StringField({ optional: true })
  ex?: string;

  /** Whether the user has marked the conversation; the open-source server ignores it. */
  @BooleanField({ wire: ['isMarked', 'is_marked'], optional: true })
  isMarked?: boolean;
}

/**
 * What an answer to beforeCreateSingleChatConversations can change: for a single chat the first of its two
 * answers, and that for both users.
 */
export class BeforeCreateSingleChatConversationsReply extends CreateConversationsReply {}

/** What an answer to beforeCreateGroupChatConversations can change, for all users at once. */
export class BeforeCreateGroupChatConversationsReply extends CreateConversationsReply {}
