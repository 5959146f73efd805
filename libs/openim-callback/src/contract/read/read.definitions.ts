import { Command } from '../commands.js';
import { after } from '../definition.js';
import { user } from '../ordering-keys.js';
import { GroupMsgReadEvent, SingleMsgReadEvent, RevokeMsgEvent } from './read.events.js';

/** The read commands. */
export const readDefinitions = {
  afterGroupMsgRead: after({
    command: Command.afterGroupMsgRead,
    key: 'afterGroupMsgRead',
    event: GroupMsgReadEvent,
    service: 'openim-rpc-msg',
    trigger:
      'MarkConversationAsRead RPC (/msg/mark_conversation_as_read) on a conversationType 3 conversation',
    since: 'v3.7.0 (v3.4.2-v3.6: callbackGroupMsgReadCommand, config groupMsgRead)',
    orderingKey: (event) => user(event.sendID),
  }),
  afterSingleMsgRead: after({
    command: Command.afterSingleMsgRead,
    key: 'afterSingleMsgRead',
    event: SingleMsgReadEvent,
    service: 'openim-rpc-msg',
    trigger:
      'MarkMsgsAsRead RPC (any conversation type) and MarkConversationAsRead RPC on conversationType 1',
    since:
      'v3.7.0 (v3.4.2-v3.6: callbackSingleMsgRead, config singleMsgRead; v3.4.2/v3.5 body was {sendID,receiveID,contentType})',
    orderingKey: (event) => event.conversationID,
  }),
  afterRevokeMsg: after({
    command: Command.afterRevokeMsg,
    key: 'afterRevokeMsg',
    event: RevokeMsgEvent,
    service: 'openim-rpc-msg',
    trigger: 'RevokeMsg RPC (/msg/revoke_msg), single and group',
    since: 'v3.4.2 (config key revokeMsgAfter until v3.6)',
    orderingKey: (event) => event.conversationID,
    idempotencyKey: (event) => `${event.conversationID}:${event.seq}`,
  }),
};
