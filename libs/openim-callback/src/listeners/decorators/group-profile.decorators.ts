import { Command } from '../../contract/commands.js';
import {
  onAfter,
  onBefore,
  type AfterListenerDecorator,
  type BeforeListenerDecorator,
} from '../listener-decorator.js';

/** Decides on `beforeSetGroupInfo`: a `BeforeSetGroupInfoEvent`. */
export const BeforeSetGroupInfo: BeforeListenerDecorator<typeof Command.beforeSetGroupInfo> = onBefore(
  Command.beforeSetGroupInfo,
);

/** Listens to `afterSetGroupInfo`: a `SetGroupInfoEvent`. */
export const OnSetGroupInfo: AfterListenerDecorator<typeof Command.afterSetGroupInfo> = onAfter(
  Command.afterSetGroupInfo,
);

/** Decides on `beforeSetGroupInfoEx`: a `BeforeSetGroupInfoExEvent`. */
export const BeforeSetGroupInfoEx: BeforeListenerDecorator<typeof Command.beforeSetGroupInfoEx> = onBefore(
  Command.beforeSetGroupInfoEx,
);

/** Listens to `afterSetGroupInfoEx`: a `SetGroupInfoExEvent`. */
export const OnSetGroupInfoEx: AfterListenerDecorator<typeof Command.afterSetGroupInfoEx> = onAfter(
  Command.afterSetGroupInfoEx,
);

/** Decides on `beforeSetGroupMemberInfo`: a `BeforeSetGroupMemberInfoEvent`. */
export const BeforeSetGroupMemberInfo: BeforeListenerDecorator<typeof Command.beforeSetGroupMemberInfo> =
  onBefore(Command.beforeSetGroupMemberInfo);

/** Listens to `afterSetGroupMemberInfo`: a `SetGroupMemberInfoEvent`. */
export const OnSetGroupMemberInfo: AfterListenerDecorator<typeof Command.afterSetGroupMemberInfo> = onAfter(
  Command.afterSetGroupMemberInfo,
);
