import { Command } from '../commands.js';
import {
  BooleanField,
  CommandField,
  Int32Field,
  Int64Field,
  StringField,
  StringListField,
} from '../fields.js';
import { listFromText } from '../readings.js';

/** What the three push callbacks have in common. */
export abstract class PushEvent {
  /**
   * Chosen by the client, shared by all callbacks of one operation: not an idempotency key. The header on
   * the context is the reliable one.
   */
  @StringField()
  operationID = '';

  /** Of the SENDER (MsgData.senderPlatformID) */
  @Int64Field()
  platformID = 0;

  /** Of the SENDER; "" when the id is unknown (0 for server notifications) */
  @StringField({ wire: ['platform', 'Platform'] })
  platform = '';

  @StringField()
  clientMsgID = '';

  @StringField()
  sendID = '';

  @StringField()
  groupID = '';

  @Int32Field()
  contentType = 0;

  @Int32Field()
  sessionType = 0;

  /** Null when nobody is mentioned; here the name is atUserIDList. */
  @StringListField({ reading: listFromText })
  atUserIDList: string[] = [];

  /**
   * Message element JSON text; for notifications (1000..5000) the NotificationElem.detail JSON text, "" if
   * unparsable.
   */
  @StringField()
  content = '';
}

/**
 * Before: Push2User when no receiver connection took the message; Push2Group/asyncOfflinePush for the
 * members left after online push. Errors are swallowed: a refusal, timeout or bad JSON only logs a WARN in
 * openim-push; no IM client ever sees it. Sent for EVERY pushed message incl. notifications and read
 * receipts, except contentType 113: no deniedTypes filter is applied. Volume is a multiple of the chat
 * volume. refuse (actionCode 0, nextCode 1, any errCode) = no offline push for this message. A webhook
 * failure = no offline push (fail closed). The six OfflinePushInfo keys are flattened into the top level
 * and are all absent when the message has none.
 */
export class BeforeOfflinePushEvent extends PushEvent {
  @CommandField()
  readonly callbackCommand = Command.beforeOfflinePush;

  /** Users to push to. */
  @StringListField()
  userIDList: string[] = [];

  /** Absent unless the embedded *OfflinePushInfo is set. */
  @StringField({ optional: true })
  title?: string;

  /** Absent unless set. */
  @StringField({ optional: true })
  desc?: string;

  /** Absent unless set (offline push ex, not message ex) */
  @StringField({ optional: true })
  ex?: string;

  /** Absent unless set. */
  @StringField({ optional: true })
  iOSPushSound?: string;

  /** Boolean. */
  @BooleanField({ optional: true })
  iOSBadgeCount?: boolean;

  /** Absent unless set. */
  @StringField({ optional: true })
  signalInfo?: string;
}

/**
 * Before: Push2User: single-chat and notification-chat messages, before the WS push. Errors are swallowed:
 * a refusal, timeout or bad JSON only logs a WARN in openim-push; no IM client ever sees it. Sent for
 * EVERY pushed message incl. notifications and read receipts, except contentType 113: no deniedTypes
 * filter is applied. Volume is a multiple of the chat volume. Called whether or not the user is online.
 * Refusal, timeout or bad JSON aborts Push2User: NO realtime push AND no offline push; the receiver sees
 * the message only at the next sync. v3.8.1 and older skipped it when the sender was in userIDs (issue
 * #2715).
 */
export class BeforeOnlinePushEvent extends PushEvent {
  @CommandField()
  readonly callbackCommand = Command.beforeOnlinePush;

  /** Receiver, plus the sender when the message syncs to the sender's other devices. */
  @StringListField()
  userIDList: string[] = [];

  /** Never present (OfflinePushInfo is not filled here) */
  @StringField({ optional: true })
  title?: string;

  /** Never present. */
  @StringField({ optional: true })
  desc?: string;

  /** Never present. */
  @StringField({ optional: true })
  ex?: string;

  /** Never present. */
  @StringField({ optional: true })
  iOSPushSound?: string;

  /** Never present. */
  @BooleanField({ optional: true })
  iOSBadgeCount?: boolean;

  /** Never present. */
  @StringField({ optional: true })
  signalInfo?: string;
}

/**
 * Before: Push2Group: every group message and group notification, before the WS push. Errors are
 * swallowed: a refusal, timeout or bad JSON only logs a WARN in openim-push; no IM client ever sees it.
 * Sent for EVERY pushed message incl. notifications and read receipts, except contentType 113: no
 * deniedTypes filter is applied. Volume is a multiple of the chat volume. Returning a userIDList also
 * SKIPS groupMessagesHandler: for MemberQuit/MemberKicked notifications the leaver is not added to the
 * targets and the max-seq clean-up is not done; for GroupDismissed in a notification conversation the
 * member clean-up is not done. Never return userIDList for contentType 1000..5000. No userIDList in the
 * request. Failure = no push at all for that message.
 */
export class BeforeGroupOnlinePushEvent extends PushEvent {
  @CommandField()
  readonly callbackCommand = Command.beforeGroupOnlinePush;

  /** Real group conversation seq. */
  @Int64Field()
  seq = 0;
}
