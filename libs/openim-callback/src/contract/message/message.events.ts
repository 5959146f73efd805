import { Command } from '../commands.js';
import {
  CommandField,
  Int32Field,
  Int64Field,
  StringField,
  StringListField,
  Uint32Field,
} from '../fields.js';
import { listFromText } from '../converters.js';

/** What the six message callbacks have in common (Go: `CommonCallbackReq`). */
export abstract class MessageEvent {
  /** Who sends the message. */
  @StringField()
  sendID = '';

  /** Given by the server; a client that sends the same message again gets another one. */
  @StringField()
  serverMsgID = '';

  /** Chosen by the sending client, which keeps it when it sends the same message again. */
  @StringField()
  clientMsgID = '';

  /**
   * Chosen by the client and shared by every callback of one operation: not an idempotency key. The context
   * has the one of the request's header, which is there for every command.
   */
  @StringField()
  operationID = '';

  /**
   * The kind of device it was sent from, a value of `Platform`: 1 iOS, 2 Android, 3 Windows, 4 macOS, 5 web,
   * 6 mini web, 7 Linux, 8 Android tablet, 9 iPad, 10 admin, 11 HarmonyOS.
   */
  @Int32Field()
  senderPlatformID = 0;

  /** The sender's name. */
  @StringField()
  senderNickname = '';

  /** A value of `SessionType`: 1 single chat, 3 group, 4 notification chat. */
  @Int32Field()
  sessionType = 0;

  /** A value of `MessageFrom`: 100 a user, 200 the system or a call of the REST interface. */
  @Int32Field()
  msgFrom = 0;

  /**
   * What `content` holds, a value of `ContentType`: 101 text, 102 picture, 103 voice, 104 video, 105 file,
   * 106 text with mentions, 107 merged messages, 108 card, 109 location, 110 custom, 114 quote, 115 face,
   * 117 rich text, 118 Markdown; 1000 to 5000 are notifications, read receipts (2200) among them. 113 (typing) is
   * never sent.
   */
  @Int32Field()
  contentType = 0;

  /** As the client sent it, a value of `MessageStatus`: normally 1 (sending); 2 sent, 3 failed. */
  @Int32Field()
  status = 0;

  /** Unix ms; 0 before v3.8.1, which added it. */
  @Int64Field()
  sendTime = 0;

  /** Unix ms, by the clock of the sending client. */
  @Int64Field()
  createTime = 0;

  /** The message as JSON text, by its `contentType`; for text `{"content":"..."}`. `contentOf` and `textsOf` read it. */
  @StringField()
  content = '';

  /**
   * The message's number in its conversation, modulo 2^32. Only afterMsgSaveDB has it; it is 0 in the others,
   * which are sent before a number is given.
   */
  @Uint32Field()
  seq = 0;

  /** The users the message mentions; usually none. On the wire: `atUserList`, null when empty. */
  @StringListField({ wire: ['atUserList', 'atUserIDList'], convert: listFromText })
  atUserIDList: string[] = [];

  /** The sender's avatar. On the wire: `faceURL`. */
  @StringField({ wire: ['faceURL', 'senderFaceURL'] })
  senderFaceURL = '';

  /** The message's extension text, for the application's own use. */
  @StringField()
  ex = '';

  /**
   * Enterprise edition: the version of the key that messages are encrypted with. With encryption on, `content` may
   * be a ciphertext: `contentOf` tells.
   */
  @Int64Field({ optional: true })
  keyVersion?: number;
}

/**
 * Sent before a single-chat message is accepted, ahead of the checks of black list and friendship: it may
 * still be turned down afterwards, and `recvID` need not exist.
 *
 * Not sent for messages of the administrators in share.yml (`imAdminUser`), although the docs say so, nor for
 * notification chats (sessionType 4).
 *
 * Never sent for typing (113) and for notifications (1000 to 5000). `main` leaves out the configured
 * `deniedTypes` too; from v3.8.2 to v3.8.3 `deniedTypes` and `allowedTypes` choose, with ranges such as
 * "200-500".
 *
 * @remarks
 * The answer can only allow or refuse: content is changed in beforeMsgModify.
 */
export class BeforeSendSingleMsgEvent extends MessageEvent {
  @CommandField()
  readonly callbackCommand = Command.beforeSendSingleMsg;

  /** Whom the message is for; nothing has been checked yet. */
  @StringField()
  recvID = '';
}

/**
 * Sent after a single-chat message was handed to Kafka: accepted, but neither stored nor delivered yet.
 *
 * Never sent for typing (113). `main` leaves out notifications (1000 to 5000) and the configured
 * `deniedTypes`; up to v3.8.3 notifications are sent, with an empty `content`, and from v3.8.2 on
 * `deniedTypes` and `allowedTypes` choose, with ranges such as "200-500".
 *
 * @remarks
 * Messages of the IM administrator and of bots are reported too: skip those that the application sent itself,
 * or an automatic answer answers itself.
 *
 * `attentionIds` lists receivers on `main`, senders or receivers from v3.8.2 to v3.8.3; v3.8.0 and v3.8.1
 * probably send nothing while it has its default `[]` (open-im-server #2555).
 */
export class SendSingleMsgEvent extends MessageEvent {
  @CommandField()
  readonly callbackCommand = Command.afterSendSingleMsg;

  /** Whom the message is for. */
  @StringField()
  recvID = '';
}

/**
 * Sent before a group message is accepted, once OpenIM has checked that the group exists and that the sender
 * is a member and not muted. Unlike beforeSendSingleMsg it is sent for IM administrators as well.
 *
 * Never sent for typing (113). `main` leaves out notifications (1000 to 5000) and the configured
 * `deniedTypes`; up to v3.8.3 group notifications are sent, with an empty `content`, and from v3.8.2 on
 * `deniedTypes` and `allowedTypes` choose, with ranges such as "200-500".
 *
 * @remarks
 * The answer can only allow or refuse: content is changed in beforeMsgModify.
 */
export class BeforeSendGroupMsgEvent extends MessageEvent {
  @CommandField()
  readonly callbackCommand = Command.beforeSendGroupMsg;

  /** Older docs call it `recvID`. */
  @StringField({ wire: ['groupID', 'recvID'] })
  groupID = '';

  /** Enterprise edition: probably always empty in groups. */
  @StringField({ optional: true })
  recvID?: string;
}

/**
 * Sent after a group message was handed to Kafka: accepted, but neither stored nor delivered yet.
 *
 * Never sent for typing (113). `main` leaves out notifications (1000 to 5000) and the configured
 * `deniedTypes`; up to v3.8.3 notifications are sent, with an empty `content`, and from v3.8.2 on
 * `deniedTypes` and `allowedTypes` choose, with ranges such as "200-500".
 *
 * @remarks
 * Leave `attentionIds` empty: on `main` it is compared with the receiver, which messages of the client SDK to
 * a group do not have, so that any entry suppresses every callback. From v3.8.2 to v3.8.3 it lists senders.
 */
export class SendGroupMsgEvent extends MessageEvent {
  @CommandField()
  readonly callbackCommand = Command.afterSendGroupMsg;

  /** Older docs call it `recvID`. */
  @StringField({ wire: ['groupID', 'recvID'] })
  groupID = '';

  /** Enterprise edition: probably always empty in groups. */
  @StringField({ optional: true })
  recvID?: string;
}

/**
 * Sent before a single-chat or group message is handed to Kafka, after every check and after
 * beforeSendSingleMsg or beforeSendGroupMsg: the last chance to change or refuse it.
 *
 * `main` sends it for every content type but typing (113), notifications (1000 to 5000) and the configured
 * `deniedTypes`; up to v3.8.3 it is sent for text (101) only.
 *
 * @remarks
 * It names neither receiver nor group (the docs' `recvID` is an Enterprise extension): to know them, remember
 * the preceding callback by `clientMsgID`.
 */
export class BeforeMsgModifyEvent extends MessageEvent {
  @CommandField()
  readonly callbackCommand = Command.beforeMsgModify;

  /** Enterprise edition: whom the message is for, in single chats. The open-source server names neither receiver nor group. */
  @StringField({ optional: true })
  recvID?: string;
}

/**
 * Sent after openim-msgtransfer tried to store a message in MongoDB: even when storing failed, and again when
 * Kafka delivers the batch again. It is the only message callback with a usable `seq`.
 *
 * Never sent for typing (113), notifications (1000 to 5000) and the configured `deniedTypes`.
 *
 * @remarks
 * Only on `main`, and in no docs. `attentionIds` is ignored.
 */
export class MsgSaveDBEvent extends MessageEvent {
  @CommandField()
  readonly callbackCommand = Command.afterMsgSaveDB;

  /** Empty for group messages. */
  @StringField()
  recvID = '';

  /** Empty for single-chat messages. */
  @StringField()
  groupID = '';
}
