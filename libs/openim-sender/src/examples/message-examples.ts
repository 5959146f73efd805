import { cast, type Example, type Examples } from './cast.js';

function message(callbackCommand: string, sessionType: 1 | 3, rest: Example): Example {
  return {
    sendID: cast.alice,
    callbackCommand,
    serverMsgID: cast.serverMsgID,
    clientMsgID: cast.clientMsgID,
    operationID: cast.operationID,
    senderPlatformID: 5,
    senderNickname: cast.aliceNickname,
    sessionType,
    msgFrom: 100,
    contentType: 101,
    status: 1,
    sendTime: cast.sent,
    createTime: cast.created,
    content: cast.textContent,
    seq: 0,
    atUserList: null,
    faceURL: '',
    ex: '',
    ...rest,
  };
}

/** Bodies of the message family. */
export const messageExamples: Examples = {
  callbackBeforeSendSingleMsgCommand: message('callbackBeforeSendSingleMsgCommand', 1, { recvID: cast.bob }),
  callbackAfterSendSingleMsgCommand: message('callbackAfterSendSingleMsgCommand', 1, { recvID: cast.bob }),
  callbackBeforeSendGroupMsgCommand: message('callbackBeforeSendGroupMsgCommand', 3, { groupID: cast.group }),
  callbackAfterSendGroupMsgCommand: message('callbackAfterSendGroupMsgCommand', 3, { groupID: cast.group }),
  // Neither the receiver nor the group is in this one.
  callbackBeforeMsgModifyCommand: message('callbackBeforeMsgModifyCommand', 1, {}),
  callbackAfterMsgSaveDBCommand: message('callbackAfterMsgSaveDBCommand', 1, {
    seq: 42,
    recvID: cast.bob,
    groupID: '',
  }),
  callbackAfterGroupMsgReadCommand: {
    callbackCommand: 'callbackAfterGroupMsgReadCommand',
    sendID: cast.bob,
    receiveID: cast.bob,
    unreadMsgNum: 7,
    contentType: 3,
  },
  callbackAfterSingleMsgReadCommand: {
    callbackCommand: 'callbackAfterSingleMsgReadCommand',
    conversationID: cast.singleConversation,
    userID: cast.bob,
    Seqs: [3, 4],
    contentType: 1,
  },
  callbackBeforeAfterMsgCommand: {
    callbackCommand: 'callbackBeforeAfterMsgCommand',
    conversationID: cast.singleConversation,
    seq: 42,
    userID: cast.alice,
  },
};
