import { Command } from '../commands.js';
import { BooleanField, CommandField, Int64Field, StringField } from '../fields.js';

/**
 * What the presence callbacks have in common.
 *
 * @remarks
 * v3.8.0 and v3.8.1 send no presence callback (open-im-server #2520, #2594, #2912).
 *
 * Presence comes up to a second late and out of order, since two workers of a gateway send them: apply them as
 * state by `userID` and `platformID`, and let the greatest `seq` win.
 */
export abstract class PresenceEvent {
  /** `p_<process id>_<number>`: shared by up to 100 users, and again from 1 when the gateway restarts. */
  @StringField()
  operationID = '';

  /** The kind of device, a value of `Platform`: see `MessageEvent.senderPlatformID`. */
  @Int64Field()
  platformID = 0;

  /** The name of `platformID`, such as `IOS`, `Android` or `Web`; empty for an unknown one. */
  @StringField({ wire: ['platform', 'Platform'] })
  platform = '';

  /** The user. */
  @StringField()
  userID = '';

  /** When it happened, in unix ms; not a sequence number. */
  @Int64Field()
  seq = 0;
}

/**
 * Sent after any change of a user's connections on one gateway, once for every connection he still has there,
 * and again every 10 to 20 minutes for as long as he is online, even when OpenIM could not store his status.
 *
 * @remarks
 * It tells a level, not an edge: counting these as logins is wrong. Two connections on one platform give two
 * equal callbacks.
 */
export class UserOnlineEvent extends PresenceEvent {
  @CommandField()
  readonly callbackCommand = Command.afterUserOnline;

  /** Whether the app of the first connection on that platform is in the background. */
  @BooleanField()
  isAppBackground = false;

  /** Always empty since v3.8.2. */
  @StringField()
  connID = '';
}

/**
 * Sent after a connection of a user was removed from one gateway, even when he still has another one on the
 * same platform; if that is on the same gateway, an afterUserOnline for it precedes.
 *
 * @remarks
 * A gateway that is killed sends nothing: take a user as offline when 20 minutes have passed without an
 * afterUserOnline.
 */
export class UserOfflineEvent extends PresenceEvent {
  @CommandField()
  readonly callbackCommand = Command.afterUserOffline;

  /** Always empty since v3.8.2. */
  @StringField()
  connID = '';
}

/**
 * Never sent: OpenIM defines it and the docs describe it, but from v3.5.0 to `main` nothing calls it.
 *
 * @remarks
 * A kick shows as afterUserOffline. The key in webhooks.yml switches nothing on.
 */
export class UserKickOffEvent extends PresenceEvent {
  @CommandField()
  readonly callbackCommand = Command.afterUserKickOff;
}
