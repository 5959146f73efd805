import { Command } from '../commands.js';
import { before, NoReplyFields } from '../definition.js';
import { groupChat, idempotencyKey, user } from '../event-keys.js';
import { BeforeOfflinePushEvent, BeforeOnlinePushEvent, BeforeGroupOnlinePushEvent } from './push.events.js';
import { BeforeOfflinePushReply, BeforeGroupOnlinePushReply } from './push.replies.js';

/** The push commands. */
export const pushDefinitions = {
  beforeOfflinePush: before({
    command: Command.beforeOfflinePush,
    key: 'beforeOfflinePush',
    event: BeforeOfflinePushEvent,
    reply: BeforeOfflinePushReply,
    service: 'openim-push',
    trigger:
      'before an offline push: for one user when none of his connections took the message, for a group for the members that the online push did not reach',
    since: 'v3.7.0',
    history: 'v3.0-v3.6: callbackOfflinePushCommand, config offlinePush',
    orderingKey: (event) => (event.groupID === '' ? user(event.sendID) : groupChat(event.groupID)),
    idempotencyKey: (event) => idempotencyKey(event.clientMsgID, ...event.userIDList),
  }),
  beforeOnlinePush: before({
    command: Command.beforeOnlinePush,
    key: 'beforeOnlinePush',
    event: BeforeOnlinePushEvent,
    reply: NoReplyFields,
    service: 'openim-push',
    trigger: 'before a single-chat or notification-chat message is pushed to the connections of its users',
    since: 'v3.7.0',
    history: 'v3.0-v3.6: callbackOnlinePushCommand, config onlinePush',
    orderingKey: (event) => (event.groupID === '' ? user(event.sendID) : groupChat(event.groupID)),
    idempotencyKey: (event) => idempotencyKey(event.clientMsgID),
  }),
  beforeGroupOnlinePush: before({
    command: Command.beforeGroupOnlinePush,
    key: 'beforeGroupOnlinePush',
    event: BeforeGroupOnlinePushEvent,
    reply: BeforeGroupOnlinePushReply,
    service: 'openim-push',
    trigger: 'before a group message or group notification is pushed to the connections of the members',
    since: 'v3.7.0',
    history: 'v3.0-v3.6: callbackSuperGroupOnlinePushCommand, config superGroupOnlinePush',
    orderingKey: (event) => groupChat(event.groupID),
    idempotencyKey: (event) => idempotencyKey(event.clientMsgID),
  }),
};
