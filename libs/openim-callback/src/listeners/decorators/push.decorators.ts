import { Command } from '../../contract/commands.js';
import { onBefore, type BeforeListenerDecorator } from '../listener-decorator.js';

/** Decides on `beforeOfflinePush`: a `BeforeOfflinePushEvent`. */
export const BeforeOfflinePush: BeforeListenerDecorator<typeof Command.beforeOfflinePush> = onBefore(
  Command.beforeOfflinePush,
);

/** Decides on `beforeOnlinePush`: a `BeforeOnlinePushEvent`. */
export const BeforeOnlinePush: BeforeListenerDecorator<typeof Command.beforeOnlinePush> = onBefore(
  Command.beforeOnlinePush,
);

/** Decides on `beforeGroupOnlinePush`: a `BeforeGroupOnlinePushEvent`. */
export const BeforeGroupOnlinePush: BeforeListenerDecorator<typeof Command.beforeGroupOnlinePush> = onBefore(
  Command.beforeGroupOnlinePush,
);
