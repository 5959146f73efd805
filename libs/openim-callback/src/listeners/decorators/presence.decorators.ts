import { Command } from '../../contract/commands.js';
import { onAfter, type AfterListenerDecorator } from '../listener-decorator.js';

/** Listens to `afterUserOnline`: a `UserOnlineEvent`. */
export const OnUserOnline: AfterListenerDecorator<typeof Command.afterUserOnline> = onAfter(
  Command.afterUserOnline,
);

/** Listens to `afterUserOffline`: a `UserOfflineEvent`. */
export const OnUserOffline: AfterListenerDecorator<typeof Command.afterUserOffline> = onAfter(
  Command.afterUserOffline,
);

/** Listens to `afterUserKickOff`: a `UserKickOffEvent`. */
export const OnUserKickOff: AfterListenerDecorator<typeof Command.afterUserKickOff> = onAfter(
  Command.afterUserKickOff,
);
