import { Command } from '../../contract/commands.js';
import {
  onAfter,
  onBefore,
  type AfterListenerDecorator,
  type BeforeListenerDecorator,
} from '../listener-decorator.js';

/** Decides on `beforeUserRegister`: a `BeforeUserRegisterEvent`. */
export const BeforeUserRegister: BeforeListenerDecorator<typeof Command.beforeUserRegister> = onBefore(
  Command.beforeUserRegister,
);

/** Listens to `afterUserRegister`: a `UserRegisterEvent`. */
export const OnUserRegister: AfterListenerDecorator<typeof Command.afterUserRegister> = onAfter(
  Command.afterUserRegister,
);

/** Decides on `beforeUpdateUserInfo`: a `BeforeUpdateUserInfoEvent`. */
export const BeforeUpdateUserInfo: BeforeListenerDecorator<typeof Command.beforeUpdateUserInfo> = onBefore(
  Command.beforeUpdateUserInfo,
);

/** Listens to `afterUpdateUserInfo`: a `UpdateUserInfoEvent`. */
export const OnUpdateUserInfo: AfterListenerDecorator<typeof Command.afterUpdateUserInfo> = onAfter(
  Command.afterUpdateUserInfo,
);

/** Decides on `beforeUpdateUserInfoEx`: a `BeforeUpdateUserInfoExEvent`. */
export const BeforeUpdateUserInfoEx: BeforeListenerDecorator<typeof Command.beforeUpdateUserInfoEx> =
  onBefore(Command.beforeUpdateUserInfoEx);

/** Listens to `afterUpdateUserInfoEx`: a `UpdateUserInfoExEvent`. */
export const OnUpdateUserInfoEx: AfterListenerDecorator<typeof Command.afterUpdateUserInfoEx> = onAfter(
  Command.afterUpdateUserInfoEx,
);
