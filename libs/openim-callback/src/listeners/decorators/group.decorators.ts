import { Command } from '../../contract/commands.js';
import {
  onAfter,
  onBefore,
  type AfterListenerDecorator,
  type BeforeListenerDecorator,
} from '../listener-decorator.js';

/** Decides on `beforeCreateGroup`: a `BeforeCreateGroupEvent`. */
export const BeforeCreateGroup: BeforeListenerDecorator<typeof Command.beforeCreateGroup> = onBefore(
  Command.beforeCreateGroup,
);

/** Listens to `afterCreateGroup`: a `CreateGroupEvent`. */
export const OnCreateGroup: AfterListenerDecorator<typeof Command.afterCreateGroup> = onAfter(
  Command.afterCreateGroup,
);

/** Listens to `afterDismissGroup`: a `DismissGroupEvent`. */
export const OnDismissGroup: AfterListenerDecorator<typeof Command.afterDismissGroup> = onAfter(
  Command.afterDismissGroup,
);

/** Listens to `afterTransferGroupOwner`: a `TransferGroupOwnerEvent`. */
export const OnTransferGroupOwner: AfterListenerDecorator<typeof Command.afterTransferGroupOwner> = onAfter(
  Command.afterTransferGroupOwner,
);
