import { Command } from '../commands.js';
import { after, before } from '../definition.js';
import { groupChat } from '../ordering-keys.js';
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
    trigger: 'SetGroupInfo RPC (legacy /group/set_group_info)',
    since: 'v3.4.2 (config setGroupInfoBefore until v3.6)',
    orderingKey: (event) => groupChat(event.groupID),
  }),
  afterSetGroupInfo: after({
    command: Command.afterSetGroupInfo,
    key: 'afterSetGroupInfo',
    event: SetGroupInfoEvent,
    service: 'openim-rpc-group',
    trigger: 'SetGroupInfo RPC done',
    since: 'v3.4.2 (config setGroupInfoAfter until v3.6)',
    orderingKey: (event) => groupChat(event.groupID),
  }),
  beforeSetGroupInfoEx: before({
    command: Command.beforeSetGroupInfoEx,
    key: 'beforeSetGroupInfoEx',
    event: BeforeSetGroupInfoExEvent,
    reply: BeforeSetGroupInfoExReply,
    service: 'openim-rpc-group',
    trigger: 'SetGroupInfoEx RPC (/group/set_group_info_ex; what the client SDK uses)',
    since: 'v3.8.1',
    orderingKey: (event) => groupChat(event.groupID),
  }),
  afterSetGroupInfoEx: after({
    command: Command.afterSetGroupInfoEx,
    key: 'afterSetGroupInfoEx',
    event: SetGroupInfoExEvent,
    service: 'openim-rpc-group',
    trigger: 'SetGroupInfoEx RPC done',
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
      'SetGroupMemberInfo RPC (/group/set_group_member_info), once PER MEMBER, all with one operationID',
    since: 'v3.4.2 spelling (v3.0-v3.4.0: "CallbackBeforeSetGroupMemberInfoCommand" with capital C)',
    orderingKey: (event) => groupChat(event.groupID),
  }),
  afterSetGroupMemberInfo: after({
    command: Command.afterSetGroupMemberInfo,
    key: 'afterSetGroupMemberInfo',
    event: SetGroupMemberInfoEvent,
    service: 'openim-rpc-group',
    trigger: 'SetGroupMemberInfo RPC done, once per member',
    since: 'v3.4.2',
    orderingKey: (event) => groupChat(event.groupID),
  }),
};
