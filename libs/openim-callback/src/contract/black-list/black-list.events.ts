import { Command } from '../commands.js';
import { CommandField, StringField } from '../fields.js';

/**
 * Sent before a user is put on a black list, and before OpenIM checks that the two users exist.
 *
 * @remarks
 * There is no callback afterwards.
 */
export class BeforeAddBlackEvent {
  @CommandField()
  readonly callbackCommand = Command.beforeAddBlack;

  /** Whose black list it is. */
  @StringField()
  ownerUserID = '';

  /** Who is put on it. */
  @StringField()
  blackUserID = '';
}

/** Sent after a user was taken off a black list. */
export class RemoveBlackEvent {
  @CommandField()
  readonly callbackCommand = Command.afterRemoveBlack;

  /** Whose black list it is. */
  @StringField()
  ownerUserID = '';

  /** Who was taken off it. */
  @StringField()
  blackUserID = '';
}
