import { Command } from '../../contract/commands.js';
import {
  onAfter,
  onBefore,
  type AfterListenerDecorator,
  type BeforeListenerDecorator,
} from '../listener-decorator.js';

/** Decides on `beforeMemberJoinGroup`: a `BeforeMemberJoinGroupEvent`. */
export const BeforeMemberJoinGroup: BeforeListenerDecorator<typeof Command.beforeMemberJoinGroup> = onBefore(
  Command.beforeMemberJoinGroup,
);

/** Decides on `beforeInviteUserToGroup`: a `BeforeInviteUserToGroupEvent`. */
export const BeforeInviteUserToGroup: BeforeListenerDecorator<typeof Command.beforeInviteUserToGroup> =
  onBefore(Command.beforeInviteUserToGroup);

/** Decides on `beforeApplyJoinGroup`: a `BeforeApplyJoinGroupEvent`. */
export const BeforeApplyJoinGroup: BeforeListenerDecorator<typeof Command.beforeApplyJoinGroup> = onBefore(
  Command.beforeApplyJoinGroup,
);

/** Listens to `afterJoinGroup`: a `JoinGroupEvent`. */
export const OnJoinGroup: AfterListenerDecorator<typeof Command.afterJoinGroup> = onAfter(
  Command.afterJoinGroup,
);

/** Listens to `afterQuitGroup`: a `QuitGroupEvent`. */
export const OnQuitGroup: AfterListenerDecorator<typeof Command.afterQuitGroup> = onAfter(
  Command.afterQuitGroup,
);

/** Listens to `afterKickGroupMember`: a `KickGroupMemberEvent`. */
export const OnKickGroupMember: AfterListenerDecorator<typeof Command.afterKickGroupMember> = onAfter(
  Command.afterKickGroupMember,
);
