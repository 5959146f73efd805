import { after, before } from './wire-command.js';
import { ignored, whenNotNull } from './wire-type.js';

/** Sending, changing, storing, reading and revoking messages: rpc-msg and msgtransfer. */
export const messageCommands = [
  before('callbackBeforeSendSingleMsgCommand', 'beforeSendSingleMsg', { refusalSeenBy: 'sender' }),
  after('callbackAfterSendSingleMsgCommand', 'afterSendSingleMsg', { query: 'key' }),
  before('callbackBeforeSendGroupMsgCommand', 'beforeSendGroupMsg', { refusalSeenBy: 'sender' }),
  after('callbackAfterSendGroupMsgCommand', 'afterSendGroupMsg', { query: 'key' }),
  before('callbackBeforeMsgModifyCommand', 'beforeMsgModify', {
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
  after('callbackAfterMsgSaveDBCommand', 'afterMsgSaveDB', { inRelease: false, query: 'key' }),
  after('callbackAfterGroupMsgReadCommand', 'afterGroupMsgRead'),
  after('callbackAfterSingleMsgReadCommand', 'afterSingleMsgRead'),
  after('callbackBeforeAfterMsgCommand', 'afterRevokeMsg'),
];
