import { Command } from '../../contract/commands.js';
import {
  onAfter,
  onBefore,
  type AfterListenerDecorator,
  type BeforeListenerDecorator,
} from '../listener-decorator.js';

/** Decides on `beforeAddBlack`: a `BeforeAddBlackEvent`. */
export const BeforeAddBlack: BeforeListenerDecorator<typeof Command.beforeAddBlack> = onBefore(
  Command.beforeAddBlack,
);

/** Listens to `afterRemoveBlack`: a `RemoveBlackEvent`. */
export const OnRemoveBlack: AfterListenerDecorator<typeof Command.afterRemoveBlack> = onAfter(
  Command.afterRemoveBlack,
);
