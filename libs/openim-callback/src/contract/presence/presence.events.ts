import { Command } from '../commands.js';
import { BooleanField, CommandField, Int64Field, StringField } from '../fields.js';

/** What the presence callbacks have in common. */
export abstract class PresenceEvent {
  /**
   * Chosen by the client, shared by all callbacks of one operation: not an idempotency key. The header on
   * the context is the reliable one.
   */
  @StringField()
  operationID = '';

  @Int64Field()
  platformID = 0;

  @StringField({ wire: ['platform', 'Platform'] })
  platform = '';

  @StringField()
  userID = '';

  /** Unix ms. */
  @Int64Field()
  seq = 0;
}

/**
 * After: WsServer.ChangeOnlineStatus: any change of the user's connection set on this gateway, and a
 * renewal tick. Re-fires for EVERY still-connected platform whenever any other platform of the same user
 * connects or disconnects. Re-fires as a heartbeat: a ticker runs every OnlineExpire/3 = 10 min and re-
 * sends users not refreshed for 10 min, so each online (user, platform) repeats every 10-20 min. It is a
 * level, not an edge: counting these as logins is wrong. platform ids are listed per connection, so two
 * connections on one platform give two identical callbacks. Sent even when updating the online status in
 * redis failed. operationID is "p_<pid>_<n>" shared by up to 100 users of a batch and restarting at 1
 * after each process start: never use it as an idempotency key. Batched: sent up to ~1 s after the
 * connection event. 2 workers per process: online and offline of one user can arrive out of order; order
 * by seq (unix ms when the event was queued). Not fired at all in v3.8.0 and v3.8.1 (issues #2520, #2594,
 * #2912); v3.8.2+ uses this code path.
 */
export class UserOnlineEvent extends PresenceEvent {
  @CommandField()
  readonly callbackCommand = Command.afterUserOnline;

  /** Of the first connection on that platform. */
  @BooleanField()
  isAppBackground = false;

  /** Always "" since v3.8.2 (local2pb never copies it) */
  @StringField()
  connID = '';
}

/**
 * After: connection(s) removed from the user map of this gateway. Fires although another connection of the
 * same user on the same platform (same or another gateway) is still up; in the same-gateway case an
 * afterUserOnline for that platform is queued just before it. A killed gateway process sends no offline at
 * all; expire presence yourself after >20 min without afterUserOnline. operationID is "p_<pid>_<n>" shared
 * by up to 100 users of a batch and restarting at 1 after each process start: never use it as an
 * idempotency key. Batched: sent up to ~1 s after the connection event. 2 workers per process: online and
 * offline of one user can arrive out of order; order by seq (unix ms when the event was queued). Not fired
 * at all in v3.8.0 and v3.8.1 (issues #2520, #2594, #2912); v3.8.2+ uses this code path.
 */
export class UserOfflineEvent extends PresenceEvent {
  @CommandField()
  readonly callbackCommand = Command.afterUserOffline;

  /** Always "" since v3.8.2. */
  @StringField()
  connID = '';
}

/**
 * After: NEVER: webhookAfterUserKickOff is defined but has no caller (checked v3.5.0..HEAD). Dead in the
 * source; documented as working. A kick shows up as afterUserOffline.
 */
export class UserKickOffEvent extends PresenceEvent {
  @CommandField()
  readonly callbackCommand = Command.afterUserKickOff;
}
