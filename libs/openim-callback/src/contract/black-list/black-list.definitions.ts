import { Command } from '../commands.js';
import { after, before, NoReplyFields } from '../definition.js';
import { pair } from '../ordering-keys.js';
import { BeforeAddBlackEvent, RemoveBlackEvent } from './black-list.events.js';

/** The black-list commands. */
export const blackListDefinitions = {
  beforeAddBlack: before({
    command: Command.beforeAddBlack,
    key: 'beforeAddBlack',
    event: BeforeAddBlackEvent,
    reply: NoReplyFields,
    service: 'openim-rpc-friend',
    trigger:
      'before a user is put on a black list and before the two users are checked to exist (AddBlack RPC: REST /friend/add_black)',
    since: 'v3.4.2',
    history: 'config addBlackBefore until v3.6',
    orderingKey: (event) => pair(event.ownerUserID, event.blackUserID),
  }),
  afterRemoveBlack: after({
    command: Command.afterRemoveBlack,
    key: 'afterRemoveBlack',
    event: RemoveBlackEvent,
    service: 'openim-rpc-friend',
    trigger: 'after a user was taken off a black list (RemoveBlack RPC: REST /friend/remove_black)',
    since: 'v3.4.2',
    history: 'config removeBlackAfter until v3.6',
    orderingKey: (event) => pair(event.ownerUserID, event.blackUserID),
  }),
};
