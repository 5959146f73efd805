import { Command } from '../../contract/commands.js';
import { onAfter, type AfterListenerDecorator } from '../listener-decorator.js';

/** Listens to `afterGroupMsgRead`: a `GroupMsgReadEvent`. */
export const OnGroupMsgRead: AfterListenerDecorator<typeof Command.afterGroupMsgRead> = onAfter(
  Command.afterGroupMsgRead,
);

/** Listens to `afterSingleMsgRead`: a `SingleMsgReadEvent`. */
export const OnSingleMsgRead: AfterListenerDecorator<typeof Command.afterSingleMsgRead> = onAfter(
  Command.afterSingleMsgRead,
);

/** Listens to `afterRevokeMsg`: a `RevokeMsgEvent`. */
export const OnRevokeMsg: AfterListenerDecorator<typeof Command.afterRevokeMsg> = onAfter(
  Command.afterRevokeMsg,
);
