import { Command } from '../commands.js';
import { before, NoReplyFields } from '../definition.js';
import { groupChat, user } from '../ordering-keys.js';
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
      'Push2User when no receiver connection took the message; Push2Group/asyncOfflinePush for the members left after online push',
    since: 'v3.7.0 (v3.0-v3.6: callbackOfflinePushCommand, config offlinePush)',
    orderingKey: (event) => (event.groupID === '' ? user(event.sendID) : groupChat(event.groupID)),
    idempotencyKey: (event) => [event.clientMsgID, ...event.userIDList].join(':'),
  }),
  beforeOnlinePush: before({
    command: Command.beforeOnlinePush,
    key: 'beforeOnlinePush',
    event: BeforeOnlinePushEvent,
    reply: NoReplyFields,
    service: 'openim-push',
    trigger: 'Push2User: single-chat and notification-chat messages, before the WS push',
    since: 'v3.7.0 (v3.0-v3.6: callbackOnlinePushCommand, config onlinePush)',
    orderingKey: (event) => (event.groupID === '' ? user(event.sendID) : groupChat(event.groupID)),
    idempotencyKey: (event) => event.clientMsgID,
  }),
  beforeGroupOnlinePush: before({
    command: Command.beforeGroupOnlinePush,
    key: 'beforeGroupOnlinePush',
    event: BeforeGroupOnlinePushEvent,
    reply: BeforeGroupOnlinePushReply,
    service: 'openim-push',
    trigger: 'Push2Group: every group message and group notification, before the WS push',
    since: 'v3.7.0 (v3.0-v3.6: callbackSuperGroupOnlinePushCommand, config superGroupOnlinePush)',
    orderingKey: (event) => groupChat(event.groupID),
    idempotencyKey: (event) => event.clientMsgID,
  }),
};
