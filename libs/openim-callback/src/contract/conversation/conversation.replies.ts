import { BooleanField, Int32Field, StringField } from '../fields.js';

/** What an answer to beforeCreateSingleChatConversations can change. */
export class BeforeCreateSingleChatConversationsReply {
  @Int32Field({ optional: true })
  recvMsgOpt?: number;

  @BooleanField({ optional: true })
  isPinned?: boolean;

  @BooleanField({ optional: true })
  isPrivateChat?: boolean;

  @Int32Field({ optional: true })
  burnDuration?: number;

  @Int32Field({ optional: true })
  groupAtType?: number;

  @StringField({ optional: true })
  attachedInfo?: string;

  @StringField({ optional: true })
  ex?: string;
}

/** What an answer to beforeCreateGroupChatConversations can change. */
export class BeforeCreateGroupChatConversationsReply {
  @Int32Field({ optional: true })
  recvMsgOpt?: number;

  @BooleanField({ optional: true })
  isPinned?: boolean;

  @BooleanField({ optional: true })
  isPrivateChat?: boolean;

  @Int32Field({ optional: true })
  burnDuration?: number;

  @Int32Field({ optional: true })
  groupAtType?: number;

  @StringField({ optional: true })
  attachedInfo?: string;

  @StringField({ optional: true })
  ex?: string;
}
