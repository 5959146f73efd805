import { Command } from '../../contract/commands.js';
import {
  onAfter,
  onBefore,
  type AfterListenerDecorator,
  type BeforeListenerDecorator,
} from '../listener-decorator.js';

/** Decides on `beforeAddFriend`: a `BeforeAddFriendEvent`. */
export const BeforeAddFriend: BeforeListenerDecorator<typeof Command.beforeAddFriend> = onBefore(
  Command.beforeAddFriend,
);

/** Listens to `afterAddFriend`: a `AddFriendEvent`. */
export const OnAddFriend: AfterListenerDecorator<typeof Command.afterAddFriend> = onAfter(
  Command.afterAddFriend,
);

/** Decides on `beforeAddFriendAgree`: a `BeforeAddFriendAgreeEvent`. */
export const BeforeAddFriendAgree: BeforeListenerDecorator<typeof Command.beforeAddFriendAgree> = onBefore(
  Command.beforeAddFriendAgree,
);

/** Listens to `afterAddFriendAgree`: a `AddFriendAgreeEvent`. */
export const OnAddFriendAgree: AfterListenerDecorator<typeof Command.afterAddFriendAgree> = onAfter(
  Command.afterAddFriendAgree,
);

/** Listens to `afterDeleteFriend`: a `DeleteFriendEvent`. */
export const OnDeleteFriend: AfterListenerDecorator<typeof Command.afterDeleteFriend> = onAfter(
  Command.afterDeleteFriend,
);

/** Decides on `beforeImportFriends`: a `BeforeImportFriendsEvent`. */
export const BeforeImportFriends: BeforeListenerDecorator<typeof Command.beforeImportFriends> = onBefore(
  Command.beforeImportFriends,
);

/** Listens to `afterImportFriends`: a `ImportFriendsEvent`. */
export const OnImportFriends: AfterListenerDecorator<typeof Command.afterImportFriends> = onAfter(
  Command.afterImportFriends,
);

/** Decides on `beforeSetFriendRemark`: a `BeforeSetFriendRemarkEvent`. */
export const BeforeSetFriendRemark: BeforeListenerDecorator<typeof Command.beforeSetFriendRemark> = onBefore(
  Command.beforeSetFriendRemark,
);

/** Listens to `afterSetFriendRemark`: a `SetFriendRemarkEvent`. */
export const OnSetFriendRemark: AfterListenerDecorator<typeof Command.afterSetFriendRemark> = onAfter(
  Command.afterSetFriendRemark,
);
