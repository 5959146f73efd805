import { Command } from '../commands.js';
import {
  BooleanField,
  CommandField,
  Int32Field,
  Int64Field,
  StringField,
  StringListField,
} from '../fields.js';
import { listFromText } from '../converters.js';

/**
 * What the three push callbacks have in common.
 *
 * @remarks
 * Push callbacks are sent for every message that is pushed, notifications and read receipts included; only
 * typing (113) is left out, and `deniedTypes` does not apply. Expect several times the volume of the chats.
 *
 * Nobody sees a refusal or a failure: openim-push logs a warning and does not push.
 */
export abstract class PushEvent {
  /** Chosen by the client and shared by every callback of one operation: not an idempotency key. */
  @StringField()
  operationID = '';

  /** The kind of device the message was sent from, a value of `Platform`: see `MessageEvent.senderPlatformID`. */
  @Int64Field()
  platformID = 0;

  /** The name of `platformID`, such as `IOS`; empty for an unknown one, as in notifications of the server. */
  @StringField({ wire: ['platform', 'Platform'] })
  platform = '';

  /** Chosen by the sending client. */
  @StringField()
  clientMsgID = '';

  /** Who sent the message. */
  @StringField()
  sendID = '';

  /** Empty for messages that go to no group. */
  @StringField()
  groupID = '';

  /** What `content` holds, a value of `ContentType`: see `MessageEvent.contentType`. */
  @Int32Field()
  contentType = 0;

  /** A value of `SessionType`: 1 single chat, 3 group, 4 notification chat. */
  @Int32Field()
  sessionType = 0;

  /** The users the message mentions; usually none. On the wire null when empty. */
  @StringListField({ convert: listFromText })
  atUserIDList: string[] = [];

  /**
   * The message as JSON text; of a notification (1000 to 5000) its `detail` as JSON text, empty when OpenIM
   * cannot read it.
   */
  @StringField()
  content = '';
}

/**
 * What the two push callbacks that name receivers have in common. The last six fields are the message's
 * `OfflinePushInfo`: all of them are undefined when it has none.
 */
export abstract class AddressedPushEvent extends PushEvent {
  /** Who is about to be pushed to. */
  @StringListField()
  userIDList: string[] = [];

  /** The title of the offline push. */
  @StringField({ optional: true })
  title?: string;

  /** The text of the offline push. */
  @StringField({ optional: true })
  desc?: string;

  /** The extension text of the offline push, not of the message. */
  @StringField({ optional: true })
  ex?: string;

  /** The sound that iOS plays, such as `+1`. */
  @StringField({ optional: true })
  iOSPushSound?: string;

  /** Whether the push raises the badge's count. */
  @BooleanField({ optional: true })
  iOSBadgeCount?: boolean;

  /** A text for the client. */
  @StringField({ optional: true })
  signalInfo?: string;
}

/**
 * Sent before an offline push: for a single chat when none of the receiver's connections took the message,
 * for a group for the members that the online push did not reach.
 *
 * @remarks
 * Refusing it, failing to answer and answering late all mean that this message is not pushed offline.
 */
export class BeforeOfflinePushEvent extends AddressedPushEvent {
  @CommandField()
  readonly callbackCommand = Command.beforeOfflinePush;
}

/**
 * Sent before a single-chat or notification-chat message is pushed to the connections of its users, whether
 * they are online or not. `userIDList` is the receiver, and the sender when the message goes to his other
 * devices too; `title` to `signalInfo` are never there.
 *
 * v3.8.1 and older do not send it when the sender is among the users (open-im-server #2715).
 *
 * @remarks
 * Refusing it, failing to answer and answering late cancel the offline push as well: the receiver finds the
 * message when he syncs next.
 *
 * OpenIM ignores the `userIDList` and `offlinePushInfo` that the docs show in answers.
 */
export class BeforeOnlinePushEvent extends AddressedPushEvent {
  @CommandField()
  readonly callbackCommand = Command.beforeOnlinePush;
}

/**
 * Sent before a group message or group notification is pushed to the connections of the members, who are not
 * listed.
 *
 * @remarks
 * Refusing it, failing to answer and answering late mean that nobody is pushed to, offline neither.
 *
 * OpenIM ignores the `offlinePushInfo` that the docs show in answers.
 */
export class BeforeGroupOnlinePushEvent extends PushEvent {
  @CommandField()
  readonly callbackCommand = Command.beforeGroupOnlinePush;

  /** The message's number in the group's conversation. */
  @Int64Field()
  seq = 0;
}
