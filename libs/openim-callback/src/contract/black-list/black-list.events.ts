import { Command } from '../commands.js';
import { CommandField, StringField } from '../fields.js';

/**
 * Before: AddBlack RPC (/friend/add_black), before the users are checked. There is no afterAddBlack.
 */
export class BeforeAddBlackEvent {
  @CommandField()
  readonly callbackCommand = Command.beforeAddBlack;

  @StringField()
  ownerUserID = '';

  @StringField()
  blackUserID = '';
}

/** After: RemoveBlack RPC (/friend/remove_black). */
export class RemoveBlackEvent {
  @CommandField()
  readonly callbackCommand = Command.afterRemoveBlack;

  @StringField()
  ownerUserID = '';

  @StringField()
  blackUserID = '';
}
