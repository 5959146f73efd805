import { Command } from '../../contract/commands.js';
import {
  onAfter,
  onBefore,
  type AfterListenerDecorator,
  type BeforeListenerDecorator,
} from '../listener-decorator.js';

/** Decides on `beforeSendSingleMsg`: a `BeforeSendSingleMsgEvent`. */
export const BeforeSendSingleMsg: BeforeListenerDecorator<typeof Command.beforeSendSingleMsg> = onBefore(
  Command.beforeSendSingleMsg,
);

/** Listens to `afterSendSingleMsg`: a `SendSingleMsgEvent`. */
export const OnSendSingleMsg: AfterListenerDecorator<typeof Command.afterSendSingleMsg> = onAfter(
  Command.afterSendSingleMsg,
);

/** Decides on `beforeSendGroupMsg`: a `BeforeSendGroupMsgEvent`. */
export const BeforeSendGroupMsg: BeforeListenerDecorator<typeof Command.beforeSendGroupMsg> = onBefore(
  Command.beforeSendGroupMsg,
);

/** Listens to `afterSendGroupMsg`: a `SendGroupMsgEvent`. */
export const OnSendGroupMsg: AfterListenerDecorator<typeof Command.afterSendGroupMsg> = onAfter(
  Command.afterSendGroupMsg,
);

/** Decides on `beforeMsgModify`: a `BeforeMsgModifyEvent`. */
export const BeforeMsgModify: BeforeListenerDecorator<typeof Command.beforeMsgModify> = onBefore(
  Command.beforeMsgModify,
);

/** Listens to `afterMsgSaveDB`: a `MsgSaveDBEvent`. */
export const OnMsgSaveDB: AfterListenerDecorator<typeof Command.afterMsgSaveDB> = onAfter(
  Command.afterMsgSaveDB,
);
