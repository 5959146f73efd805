import { after, before } from './wire-command.js';
import { ignored, whenNotNull } from './wire-type.js';

/** Sending, changing, storing, reading and revoking messages: rpc-msg and msgtransfer. */
export const messageCommands = [
  before('callbackBeforeSendSingleMsgCommand', 'beforeSendSingleMsg', 'v3.0.0', { refusalSeenBy: 'sender' }),
  after('callbackAfterSendSingleMsgCommand', 'afterSendSingleMsg', 'v3.0.0', { query: 'key' }),
  before('callbackBeforeSendGroupMsgCommand', 'beforeSendGroupMsg', 'v3.0.0', { refusalSeenBy: 'sender' }),
  after('callbackAfterSendGroupMsgCommand', 'afterSendGroupMsg', 'v3.0.0', { query: 'key' }),
  before('callbackBeforeMsgModifyCommand', 'beforeMsgModify', 'v3.7.0', {
    refusalSeenBy: 'sender',
    reply: {
      content: whenNotNull('*string'),
      recvID: whenNotNull('*string'),
      groupID: whenNotNull('*string'),
      clientMsgID: whenNotNull('*string'),
      serverMsgID: whenNotNull('*string'),
      senderPlatformID: whenNotNull('*int32'),
      senderNickname: whenNotNull('*string'),
      senderFaceURL: whenNotNull('*string'),
      sessionType: whenNotNull('*int32'),
      msgFrom: whenNotNull('*int32'),
      contentType: whenNotNull('*int32'),
      status: whenNotNull('*int32'),
      options: whenNotNull('*map[string]bool'),
      offlinePushInfo: whenNotNull('*OfflinePushInfo'),
      atUserIDList: whenNotNull('*[]string'),
      msgDataList: ignored('*[]uint8'),
      attachedInfo: whenNotNull('*string'),
      ex: whenNotNull('*string'),
    },
  }),
  after('callbackAfterMsgSaveDBCommand', 'afterMsgSaveDB', 'main', { query: 'key' }),
  after('callbackAfterGroupMsgReadCommand', 'afterGroupMsgRead', 'v3.7.0'),
  after('callbackAfterSingleMsgReadCommand', 'afterSingleMsgRead', 'v3.7.0'),
  after('callbackBeforeAfterMsgCommand', 'afterRevokeMsg', 'v3.4.2'),
];
