import { Command } from '../commands.js';
import { after, before, NoReplyFields } from '../definition.js';
import { groupChat, singleChat, user } from '../ordering-keys.js';
import {
  BeforeSendSingleMsgEvent,
  SendSingleMsgEvent,
  BeforeSendGroupMsgEvent,
  SendGroupMsgEvent,
  BeforeMsgModifyEvent,
  MsgSaveDBEvent,
} from './message.events.js';
import { BeforeMsgModifyReply } from './message.replies.js';

/** The message commands. */
export const messageDefinitions = {
  beforeSendSingleMsg: before({
    command: Command.beforeSendSingleMsg,
    key: 'beforeSendSingleMsg',
    event: BeforeSendSingleMsgEvent,
    reply: NoReplyFields,
    service: 'openim-rpc-msg',
    trigger:
      'msg.SendMsg RPC with sessionType 1 (WS 1003 send, REST /msg/send_msg, batch_send_msg, send_simple_msg), in messageVerification',
    since: 'v3.0.0',
    orderingKey: (event) => singleChat(event.sendID, event.recvID),
    idempotencyKey: (event) => event.clientMsgID,
  }),
  afterSendSingleMsg: after({
    command: Command.afterSendSingleMsg,
    key: 'afterSendSingleMsg',
    event: SendSingleMsgEvent,
    service: 'openim-rpc-msg',
    trigger: 'after MsgToMQ (Kafka) accepted a sessionType 1 message',
    since: 'v3.0.0',
    orderingKey: (event) => singleChat(event.sendID, event.recvID),
    idempotencyKey: (event) => event.serverMsgID,
  }),
  beforeSendGroupMsg: before({
    command: Command.beforeSendGroupMsg,
    key: 'beforeSendGroupMsg',
    event: BeforeSendGroupMsgEvent,
    reply: NoReplyFields,
    service: 'openim-rpc-msg',
    trigger: 'msg.SendMsg with sessionType 3, AFTER messageVerification (membership, mute, dismissed) passed',
    since: 'v3.0.0',
    orderingKey: (event) => groupChat(event.groupID),
    idempotencyKey: (event) => event.clientMsgID,
  }),
  afterSendGroupMsg: after({
    command: Command.afterSendGroupMsg,
    key: 'afterSendGroupMsg',
    event: SendGroupMsgEvent,
    service: 'openim-rpc-msg',
    trigger: 'after MsgToMQ accepted a sessionType 3 message',
    since: 'v3.0.0',
    orderingKey: (event) => groupChat(event.groupID),
    idempotencyKey: (event) => event.serverMsgID,
  }),
  beforeMsgModify: before({
    command: Command.beforeMsgModify,
    key: 'beforeMsgModify',
    event: BeforeMsgModifyEvent,
    reply: BeforeMsgModifyReply,
    service: 'openim-rpc-msg',
    trigger: 'msg.SendMsg sessionType 1 or 3, after all checks and after beforeSend*, just before MsgToMQ',
    since: 'v3.7.0 (v3.0-v3.6: callbackMsgModifyCommand, config msgModify)',
    orderingKey: (event) => user(event.sendID),
    idempotencyKey: (event) => event.clientMsgID,
  }),
  afterMsgSaveDB: after({
    command: Command.afterMsgSaveDB,
    key: 'afterMsgSaveDB',
    event: MsgSaveDBEvent,
    service: 'openim-msgtransfer',
    trigger: 'msgtransfer Mongo consumer, once per message of a batch',
    since: 'main',
    orderingKey: (event) =>
      event.groupID === '' ? singleChat(event.sendID, event.recvID) : groupChat(event.groupID),
    idempotencyKey: (event) => event.serverMsgID,
  }),
};
