import { BooleanMapField, Int32Field, JsonObjectTextField, StringField, StringListField } from '../fields.js';

/**
 * What an answer to beforeMsgModify can change; what is left out stays. `offlinePushInfo` is missing because
 * OpenIM crashes on it when the message has none: use beforeOfflinePush.
 */
export class BeforeMsgModifyReply {
  /**
   * The message as JSON text of an object, by its `contentType`; for text `{"content":"..."}`. `main` refuses
   * the message when it is anything else; v3.8.3 would send it on as it is.
   */
  @JsonObjectTextField({ optional: true })
  content?: string;

  /** Sends the message to another user, whom nothing checks any more. */
  @StringField({ optional: true })
  recvID?: string;

  /** Sends the message to another group, where nothing checks the sender any more. */
  @StringField({ optional: true })
  groupID?: string;

  /** Changes the id returned to the sender, whose client SDK will not recognise its message. */
  @StringField({ optional: true })
  clientMsgID?: string;

  /** Changes the id returned to the sender. */
  @StringField({ optional: true })
  serverMsgID?: string;

  /** The kind of device, a value of `Platform`: see `MessageEvent.senderPlatformID`. */
  @Int32Field({ optional: true })
  senderPlatformID?: number;

  /** The sender's name. */
  @StringField({ optional: true })
  senderNickname?: string;

  /** The sender's avatar. */
  @StringField({ optional: true })
  senderFaceURL?: string;

  /** 1 single chat, 3 group. It comes too late to change the way of the message safely. */
  @Int32Field({ optional: true })
  sessionType?: number;

  /** 100 a user, 200 the system. */
  @Int32Field({ optional: true })
  msgFrom?: number;

  /** What `content` holds, a value of `ContentType`: see `MessageEvent.contentType`. */
  @Int32Field({ optional: true })
  contentType?: number;

  /** 1 sending, 2 sent, 3 failed. */
  @Int32Field({ optional: true })
  status?: number;

  /**
   * Replaces all options of the message, such as `history`, `unreadCount`, `offlinePush` and `senderSync`: an
   * option that is left out is as if the client had never sent it.
   */
  @BooleanMapField({ optional: true })
  options?: Record<string, boolean>;

  /** The users the message mentions; `[]` mentions nobody. */
  @StringListField({ optional: true })
  atUserIDList?: string[];

  /** A text for the client. */
  @StringField({ optional: true })
  attachedInfo?: string;

  /** The message's extension text. */
  @StringField({ optional: true })
  ex?: string;
}
