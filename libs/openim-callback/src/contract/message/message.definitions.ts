import { Command } from '../commands.js';
import { after, before, NoReplyFields } from '../definition.js';
import { groupChat, idempotencyKey, singleChat, user } from '../event-keys.js';
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
      'before a single-chat message is checked and accepted (SendMsg RPC with sessionType 1: WebSocket send, REST /msg/send_msg, /msg/batch_send_msg, /msg/send_simple_msg)',
    since: 'v3.0.0',
    orderingKey: (event) => singleChat(event.sendID, event.recvID),
    idempotencyKey: (event) => idempotencyKey(event.clientMsgID),
  }),
  afterSendSingleMsg: after({
    command: Command.afterSendSingleMsg,
    key: 'afterSendSingleMsg',
    event: SendSingleMsgEvent,
    service: 'openim-rpc-msg',
    trigger: 'after a single-chat message was handed to Kafka (SendMsg RPC with sessionType 1)',
    since: 'v3.0.0',
    orderingKey: (event) => singleChat(event.sendID, event.recvID),
    idempotencyKey: (event) => idempotencyKey(event.serverMsgID),
  }),
  beforeSendGroupMsg: before({
    command: Command.beforeSendGroupMsg,
    key: 'beforeSendGroupMsg',
    event: BeforeSendGroupMsgEvent,
    reply: NoReplyFields,
    service: 'openim-rpc-msg',
    trigger:
      'before a group message is accepted, once membership, mute and dismissal were checked (SendMsg RPC with sessionType 3)',
    since: 'v3.0.0',
    orderingKey: (event) => groupChat(event.groupID),
    idempotencyKey: (event) => idempotencyKey(event.clientMsgID),
  }),
  afterSendGroupMsg: after({
    command: Command.afterSendGroupMsg,
    key: 'afterSendGroupMsg',
    event: SendGroupMsgEvent,
    service: 'openim-rpc-msg',
    trigger: 'after a group message was handed to Kafka (SendMsg RPC with sessionType 3)',
    since: 'v3.0.0',
    orderingKey: (event) => groupChat(event.groupID),
    idempotencyKey: (event) => idempotencyKey(event.serverMsgID),
  }),
  beforeMsgModify: before({
    command: Command.beforeMsgModify,
    key: 'beforeMsgModify',
    event: BeforeMsgModifyEvent,
    reply: BeforeMsgModifyReply,
    service: 'openim-rpc-msg',
    trigger:
      'before a single-chat or group message is handed to Kafka, after every check and after beforeSendSingleMsg or beforeSendGroupMsg (SendMsg RPC with sessionType 1 or 3)',
    since: 'v3.7.0',
    history: 'v3.0-v3.6: callbackMsgModifyCommand, config msgModify',
    orderingKey: (event) => user(event.sendID),
    idempotencyKey: (event) => idempotencyKey(event.clientMsgID),
  }),
  afterMsgSaveDB: after({
    command: Command.afterMsgSaveDB,
    key: 'afterMsgSaveDB',
    event: MsgSaveDBEvent,
    service: 'openim-msgtransfer',
    trigger: 'after openim-msgtransfer tried to store a message in MongoDB, once for each message of a batch',
    since: 'main',
    released: false,
    orderingKey: (event) =>
      event.groupID === '' ? singleChat(event.sendID, event.recvID) : groupChat(event.groupID),
    idempotencyKey: (event) => idempotencyKey(event.serverMsgID),
  }),
};
