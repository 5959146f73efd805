import { Command } from '../commands.js';
import { after, before } from '../definition.js';
import { groupChat } from '../event-keys.js';
import {
  BeforeSetGroupInfoEvent,
  SetGroupInfoEvent,
  BeforeSetGroupInfoExEvent,
  SetGroupInfoExEvent,
  BeforeSetGroupMemberInfoEvent,
  SetGroupMemberInfoEvent,
} from './group-profile.events.js';
import {
  BeforeSetGroupInfoReply,
  BeforeSetGroupInfoExReply,
  BeforeSetGroupMemberInfoReply,
} from './group-profile.replies.js';

/** The group-profile commands. */
export const groupProfileDefinitions = {
  beforeSetGroupInfo: before({
    command: Command.beforeSetGroupInfo,
    key: 'beforeSetGroupInfo',
    event: BeforeSetGroupInfoEvent,
    reply: BeforeSetGroupInfoReply,
    service: 'openim-rpc-group',
    trigger:
      'before the profile of a group changes by the legacy route (SetGroupInfo RPC: REST /group/set_group_info)',
    since: 'v3.4.2',
    history: 'config setGroupInfoBefore until v3.6',
    orderingKey: (event) => groupChat(event.groupID),
  }),
  afterSetGroupInfo: after({
    command: Command.afterSetGroupInfo,
    key: 'afterSetGroupInfo',
    event: SetGroupInfoEvent,
    service: 'openim-rpc-group',
    trigger:
      'after the profile of a group changed by the legacy route (SetGroupInfo RPC: REST /group/set_group_info)',
    since: 'v3.4.2',
    history: 'config setGroupInfoAfter until v3.6',
    orderingKey: (event) => groupChat(event.groupID),
  }),
  beforeSetGroupInfoEx: before({
    command: Command.beforeSetGroupInfoEx,
    key: 'beforeSetGroupInfoEx',
    event: BeforeSetGroupInfoExEvent,
    reply: BeforeSetGroupInfoExReply,
    service: 'openim-rpc-group',
    trigger:
      'before the profile of a group changes by the route of the client SDK (SetGroupInfoEx RPC: REST /group/set_group_info_ex)',
    since: 'v3.8.1',
    orderingKey: (event) => groupChat(event.groupID),
  }),
  afterSetGroupInfoEx: after({
    command: Command.afterSetGroupInfoEx,
    key: 'afterSetGroupInfoEx',
    event: SetGroupInfoExEvent,
    service: 'openim-rpc-group',
    trigger:
      'after the profile of a group changed by the route of the client SDK (SetGroupInfoEx RPC: REST /group/set_group_info_ex)',
    since: 'v3.8.1',
    orderingKey: (event) => groupChat(event.groupID),
  }),
  beforeSetGroupMemberInfo: before({
    command: Command.beforeSetGroupMemberInfo,
    key: 'beforeSetGroupMemberInfo',
    event: BeforeSetGroupMemberInfoEvent,
    reply: BeforeSetGroupMemberInfoReply,
    service: 'openim-rpc-group',
    trigger:
      'before the profile of a group member changes, once for each member of the request (SetGroupMemberInfo RPC: REST /group/set_group_member_info)',
    since: 'v3.4.2',
    history: 'v3.0-v3.4.0: CallbackBeforeSetGroupMemberInfoCommand, with a capital C',
    orderingKey: (event) => groupChat(event.groupID),
  }),
  afterSetGroupMemberInfo: after({
    command: Command.afterSetGroupMemberInfo,
    key: 'afterSetGroupMemberInfo',
    event: SetGroupMemberInfoEvent,
    service: 'openim-rpc-group',
    trigger:
      'after the profile of a group member changed, once for each member of the request (SetGroupMemberInfo RPC: REST /group/set_group_member_info)',
    since: 'v3.4.2',
    orderingKey: (event) => groupChat(event.groupID),
  }),
};
