import { Command } from '../commands.js';
import { after, before, NoReplyFields } from '../definition.js';
import { groupChat } from '../event-keys.js';
import {
  BeforeMemberJoinGroupEvent,
  BeforeInviteUserToGroupEvent,
  BeforeApplyJoinGroupEvent,
  JoinGroupEvent,
  QuitGroupEvent,
  KickGroupMemberEvent,
} from './group-membership.events.js';
import { BeforeMemberJoinGroupReply } from './group-membership.replies.js';

/** The group-membership commands. */
export const groupMembershipDefinitions = {
  beforeMemberJoinGroup: before({
    command: Command.beforeMemberJoinGroup,
    key: 'beforeMemberJoinGroup',
    event: BeforeMemberJoinGroupEvent,
    reply: BeforeMemberJoinGroupReply,
    service: 'openim-rpc-group',
    trigger:
      'before users become members of a group: the first members of a new group (CreateGroup RPC), invited users (InviteUserToGroup RPC), an approved applicant (GroupApplicationResponse RPC) or a user joining a group with needVerification 2 (JoinGroup RPC)',
    since: 'v3.8.0',
    history:
      'v3.0-v3.7: callbackBeforeMemberJoinGroupCommand, one member per call: groupID, userID, ex, groupEx',
    orderingKey: (event) => groupChat(event.groupID),
  }),
  beforeInviteUserToGroup: before({
    command: Command.beforeInviteUserToGroup,
    key: 'beforeInviteUserToGroup',
    event: BeforeInviteUserToGroupEvent,
    reply: NoReplyFields,
    service: 'openim-rpc-group',
    trigger: 'before users are invited to a group (InviteUserToGroup RPC: REST /group/invite_user_to_group)',
    since: 'v3.4.2',
    orderingKey: (event) => groupChat(event.groupID),
  }),
  beforeApplyJoinGroup: before({
    command: Command.beforeApplyJoinGroup,
    key: 'beforeApplyJoinGroup',
    event: BeforeApplyJoinGroupEvent,
    reply: NoReplyFields,
    service: 'openim-rpc-group',
    trigger: 'before a user joins a group or applies to (JoinGroup RPC: REST /group/join_group)',
    since: 'v3.4.2',
    history: 'config joinGroup until v3.6; v3.5.0 added ex',
    orderingKey: (event) => groupChat(event.groupID),
  }),
  afterJoinGroup: after({
    command: Command.afterJoinGroup,
    key: 'afterJoinGroup',
    event: JoinGroupEvent,
    service: 'openim-rpc-group',
    trigger:
      'after a user became a member at once by joining a group with needVerification 2 (JoinGroup RPC: REST /group/join_group)',
    since: 'v3.4.2',
    history: 'config joinGroupAfter until v3.6',
    orderingKey: (event) => groupChat(event.groupID),
  }),
  afterQuitGroup: after({
    command: Command.afterQuitGroup,
    key: 'afterQuitGroup',
    event: QuitGroupEvent,
    service: 'openim-rpc-group',
    trigger: 'after a member left a group (QuitGroup RPC: REST /group/quit_group)',
    since: 'v3.7.0',
    history: 'v3.4.2-v3.6: callbackQuitGroupCommand, config quitGroup',
    orderingKey: (event) => groupChat(event.groupID),
  }),
  afterKickGroupMember: after({
    command: Command.afterKickGroupMember,
    key: 'afterKickGroupMember',
    event: KickGroupMemberEvent,
    service: 'openim-rpc-group',
    trigger: 'after members were removed from a group (KickGroupMember RPC: REST /group/kick_group)',
    since: 'v3.7.0',
    history: 'v3.4.2-v3.6: callbackKillGroupCommand, config killGroupMember',
    orderingKey: (event) => groupChat(event.groupID),
  }),
};
