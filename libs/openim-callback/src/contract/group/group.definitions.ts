import { Command } from '../commands.js';
import { after, before } from '../definition.js';
import { groupChat, idempotencyKey } from '../event-keys.js';
import {
  BeforeCreateGroupEvent,
  CreateGroupEvent,
  DismissGroupEvent,
  TransferGroupOwnerEvent,
} from './group.events.js';
import { BeforeCreateGroupReply } from './group.replies.js';

/** The group commands. */
export const groupDefinitions = {
  beforeCreateGroup: before({
    command: Command.beforeCreateGroup,
    key: 'beforeCreateGroup',
    event: BeforeCreateGroupEvent,
    reply: BeforeCreateGroupReply,
    service: 'openim-rpc-group',
    trigger: 'before a group is created and its id generated (CreateGroup RPC: REST /group/create_group)',
    since: 'v3.0.0',
    orderingKey: (event) => (event.groupID === '' ? undefined : groupChat(event.groupID)),
  }),
  afterCreateGroup: after({
    command: Command.afterCreateGroup,
    key: 'afterCreateGroup',
    event: CreateGroupEvent,
    service: 'openim-rpc-group',
    trigger: 'after a group was created (CreateGroup RPC: REST /group/create_group)',
    since: 'v3.4.2',
    orderingKey: (event) => groupChat(event.groupID),
    idempotencyKey: (event) => idempotencyKey(event.groupID),
  }),
  afterDismissGroup: after({
    command: Command.afterDismissGroup,
    key: 'afterDismissGroup',
    event: DismissGroupEvent,
    service: 'openim-rpc-group',
    trigger: 'after a group was dismissed (DismissGroup RPC: REST /group/dismiss_group)',
    since: 'v3.7.0',
    history: 'v3.4.2-v3.6: callbackDisMissGroupCommand, config dismissGroup',
    orderingKey: (event) => groupChat(event.groupID),
    idempotencyKey: (event) => idempotencyKey(event.groupID),
  }),
  afterTransferGroupOwner: after({
    command: Command.afterTransferGroupOwner,
    key: 'afterTransferGroupOwner',
    event: TransferGroupOwnerEvent,
    service: 'openim-rpc-group',
    trigger: 'after a group was given to another owner (TransferGroupOwner RPC: REST /group/transfer_group)',
    since: 'v3.7.0',
    history:
      'v3.4.2/v3.5: callbackTransferGroupOwnerAfter; v3.6: callbackAfterTransferGroupOwner; config transferGroupOwner',
    orderingKey: (event) => groupChat(event.groupID),
  }),
};
