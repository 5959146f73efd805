import { BooleanField, Int32Field, StringField } from '../fields.js';

/** What the answers about new conversations can change; what is left out stays. */
export abstract class CreateConversationsReply {
  /** A value of `ReceiveOption`: 0 receive and notify, 1 do not receive, 2 receive without notifying. */
  @Int32Field({ optional: true })
  recvMsgOpt?: number;

  /** Whether the conversation is pinned to the top of the list. */
  @BooleanField({ optional: true })
  isPinned?: boolean;

  /** Whether messages vanish after they are read. */
  @BooleanField({ optional: true })
  isPrivateChat?: boolean;

  /** How long a message of a private chat stays after it is read, in seconds. */
  @Int32Field({ optional: true })
  burnDuration?: number;

  /** Unread mentions, a value of `GroupAtType`: 0 none, 1 the user, 2 all, 3 both, 4 a group notice. */
  @Int32Field({ optional: true })
  groupAtType?: number;

  /** A text for the client. */
  @StringField({ optional: true })
  attachedInfo?: string;

  /** The conversation's extension text. */
  @StringField({ optional: true })
  ex?: string;
}

/**
 * What an answer to beforeCreateSingleChatConversations can change: for a single chat the first of its two
 * answers, and that for both users.
 */
export class BeforeCreateSingleChatConversationsReply extends CreateConversationsReply {}

/** What an answer to beforeCreateGroupChatConversations can change, for all users at once. */
export class BeforeCreateGroupChatConversationsReply extends CreateConversationsReply {}
