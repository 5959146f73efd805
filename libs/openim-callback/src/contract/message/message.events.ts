import { Command } from '../commands.js';
import {
  CommandField,
  Int32Field,
  Int64Field,
  StringField,
  StringListField,
  Uint32Field,
} from '../fields.js';
import { listFromText } from '../readings.js';

/** What the six message callbacks have in common (Go: CommonCallbackReq). */
export abstract class MessageEvent {
  @StringField()
  sendID = '';

  @StringField()
  serverMsgID = '';

  @StringField()
  clientMsgID = '';

  /**
   * Chosen by the client, shared by all callbacks of one operation: not an idempotency key. The header on
   * the context is the reliable one.
   */
  @StringField()
  operationID = '';

  /** See types.Platform. */
  @Int32Field()
  senderPlatformID = 0;

  @StringField()
  senderNickname = '';

  /** 1 single, 3 group (ReadGroup), 4 notification. */
  @Int32Field()
  sessionType = 0;

  /** 100 user, 200 system. */
  @Int32Field()
  msgFrom = 0;

  @Int32Field()
  contentType = 0;

  /** As sent by the client, normally 1 (sending) */
  @Int32Field()
  status = 0;

  /** Unix ms; added to the struct in v3.8.1. */
  @Int64Field()
  sendTime = 0;

  @Int64Field()
  createTime = 0;

  /**
   * String holding the message element as JSON text (not an object); invalid UTF-8 becomes U+FFFD. <,>,&
   * arrive as \u003c \u003e \u0026 escapes.
   */
  @StringField()
  content = '';

  /**
   * Uint32 truncation of MsgData.Seq; always 0 in before/after SEND callbacks (seq is allotted later, in
   * msgtransfer)
   */
  @Uint32Field()
  seq = 0;

  /**
   * Null when nobody is mentioned (the usual case). NOTE request name atUserList, response name
   * atUserIDList. On the wire: `atUserList`.
   */
  @StringListField({ wire: ['atUserList', 'atUserIDList'], reading: listFromText })
  atUserIDList: string[] = [];

  /**
   * Sender's avatar (Go SenderFaceURL); response of beforeMsgModify calls it senderFaceURL. On the wire:
   * `faceURL`.
   */
  @StringField({ wire: ['faceURL', 'senderFaceURL'] })
  senderFaceURL = '';

  @StringField()
  ex = '';
}

/**
 * Before: msg.SendMsg RPC with sessionType 1 (WS 1003 send, REST /msg/send_msg, batch_send_msg,
 * send_simple_msg), in messageVerification. HEAD: not sent for contentType 113 (typing), for 1000..5000
 * (all notifications, read receipts 2200, business notification 2001, OA 1400) nor for deniedTypes.
 * v3.8.2..v3.8.3-patch.16: allowedTypes/deniedTypes as strings incl. ranges, notifications NOT excluded by
 * default (single-chat notifications are skipped by messageVerification before the callback; group ones
 * are sent, with content ""). NOT called when sendID is one of share.yml imAdminUser userIDs (returns
 * before the callback) - docs say admin REST sends trigger it. Called BEFORE the blacklist and friend
 * checks, so the message may still be rejected afterwards. recvID may not exist; nothing has been checked
 * yet. Not called for sessionType 4 (notification chat). Response carries no business fields; content can
 * only be changed with beforeMsgModify.
 */
export class BeforeSendSingleMsgEvent extends MessageEvent {
  @CommandField()
  readonly callbackCommand = Command.beforeSendSingleMsg;

  @StringField()
  recvID = '';
}

/**
 * After: after MsgToMQ (Kafka) accepted a sessionType 1 message. HEAD: not sent for contentType 113,
 * 1000..5000, deniedTypes. v3.8.3-patch.16 and older: notifications ARE sent, with content ""
 * (proto.Unmarshal of a JSON body into TipsComm fails, error ignored). Means "accepted by Kafka", not
 * stored and not delivered; seq is 0. HEAD only: request URL carries
 * ?key=<base64(JSON{sendID,recvID,groupID})>. attentionIds: HEAD matches recvID only; v3.8.2..patch.16
 * matches sendID or recvID; v3.8.0/v3.8.1 test `attentionIds != nil`, so the default `attentionIds: []`
 * most likely suppresses every call (issue #2555). Also fires for messages sent by the IM admin and by
 * bots: filter your own sendID or you loop.
 */
export class SendSingleMsgEvent extends MessageEvent {
  @CommandField()
  readonly callbackCommand = Command.afterSendSingleMsg;

  @StringField()
  recvID = '';
}

/**
 * Before: msg.SendMsg with sessionType 3, AFTER messageVerification (membership, mute, dismissed) passed.
 * HEAD: not sent for contentType 113 (typing), for 1000..5000 (all notifications, read receipts 2200,
 * business notification 2001, OA 1400) nor for deniedTypes. v3.8.2..v3.8.3-patch.16:
 * allowedTypes/deniedTypes as strings incl. ranges, notifications NOT excluded by default (single-chat
 * notifications are skipped by messageVerification before the callback; group ones are sent, with content
 * ""). Unlike the single-chat one it IS called for IM admins. Has groupID and no recvID (older docs show
 * recvID).
 */
export class BeforeSendGroupMsgEvent extends MessageEvent {
  @CommandField()
  readonly callbackCommand = Command.beforeSendGroupMsg;

  @StringField({ wire: ['groupID', 'recvID'] })
  groupID = '';
}

/**
 * After: after MsgToMQ accepted a sessionType 3 message. HEAD: not sent for contentType 113, 1000..5000,
 * deniedTypes. v3.8.3-patch.16 and older: notifications ARE sent, with content "" (proto.Unmarshal of a
 * JSON body into TipsComm fails, error ignored). attentionIds is broken at HEAD: the filter compares
 * recvID, which is "" for group messages sent by the SDK, so a non-empty attentionIds suppresses every
 * group callback (yml comment says GroupIDs). v3.8.2..patch.16: matches sendID or recvID, i.e. effectively
 * senders. HEAD only: ?key=.
 */
export class SendGroupMsgEvent extends MessageEvent {
  @CommandField()
  readonly callbackCommand = Command.afterSendGroupMsg;

  @StringField({ wire: ['groupID', 'recvID'] })
  groupID = '';
}

/**
 * Before: msg.SendMsg sessionType 1 or 3, after all checks and after beforeSend*, just before MsgToMQ.
 * Request has NO recvID and NO groupID (docs: recvID is an Enterprise extension): correlate with the
 * preceding beforeSend* by clientMsgID/operationID. HEAD: every content type that passes the filter;
 * v3.8.3-patch.16 and older: only contentType 101 (text). Response recvID/groupID are applied after the
 * permission checks: returning a wrong one redirects the message. HEAD: not sent for contentType 113
 * (typing), for 1000..5000 (all notifications, read receipts 2200, business notification 2001, OA 1400)
 * nor for deniedTypes. v3.8.2..v3.8.3-patch.16: allowedTypes/deniedTypes as strings incl. ranges,
 * notifications NOT excluded by default (single-chat notifications are skipped by messageVerification
 * before the callback; group ones are sent, with content "").
 */
export class BeforeMsgModifyEvent extends MessageEvent {
  @CommandField()
  readonly callbackCommand = Command.beforeMsgModify;
}

/**
 * After: msgtransfer Mongo consumer, once per message of a batch. Fires even when the Mongo insert FAILED
 * (the error is only logged, then the loop runs). May repeat when Kafka redelivers the batch. attentionIds
 * is ignored here: the filter compares contentType with the session-type constants 1 and 3, which never
 * match; deniedTypes, 113 and 1000..5000 are honoured. Only callback with a usable seq. ?key= is present.
 * Undocumented.
 */
export class MsgSaveDBEvent extends MessageEvent {
  @CommandField()
  readonly callbackCommand = Command.afterMsgSaveDB;

  /** "" for group messages. */
  @StringField()
  recvID = '';

  /** "" for single messages; both keys are always present. */
  @StringField()
  groupID = '';
}
