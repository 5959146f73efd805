import { Command } from '../commands.js';
import { after } from '../definition.js';
import { idempotencyKey, user } from '../event-keys.js';
import { GroupMsgReadEvent, SingleMsgReadEvent, RevokeMsgEvent } from './read.events.js';

/** The read commands. */
export const readDefinitions = {
  afterGroupMsgRead: after({
    command: Command.afterGroupMsgRead,
    key: 'afterGroupMsgRead',
    event: GroupMsgReadEvent,
    service: 'openim-rpc-msg',
    trigger:
      'after a group conversation was marked as read as a whole (MarkConversationAsRead RPC on conversationType 3: REST /msg/mark_conversation_as_read)',
    since: 'v3.7.0',
    history: 'v3.4.2-v3.6: callbackGroupMsgReadCommand, config groupMsgRead',
    orderingKey: (event) => user(event.sendID),
  }),
  afterSingleMsgRead: after({
    command: Command.afterSingleMsgRead,
    key: 'afterSingleMsgRead',
    event: SingleMsgReadEvent,
    service: 'openim-rpc-msg',
    trigger:
      'after messages of any conversation were marked as read (MarkMsgsAsRead RPC: REST /msg/mark_msgs_as_read), or a single chat as a whole (MarkConversationAsRead RPC on conversationType 1: REST /msg/mark_conversation_as_read)',
    since: 'v3.7.0',
    history:
      'v3.4.2-v3.6: callbackSingleMsgRead, config singleMsgRead; until v3.5 the body was {sendID, receiveID, contentType}',
    orderingKey: (event) => event.conversationID,
  }),
  afterRevokeMsg: after({
    command: Command.afterRevokeMsg,
    key: 'afterRevokeMsg',
    event: RevokeMsgEvent,
    service: 'openim-rpc-msg',
    trigger: 'after a message of a single chat or group was revoked (RevokeMsg RPC: REST /msg/revoke_msg)',
    since: 'v3.4.2',
    history: 'config key revokeMsgAfter until v3.6',
    orderingKey: (event) => event.conversationID,
    idempotencyKey: (event) => idempotencyKey(event.conversationID, event.seq),
  }),
};
