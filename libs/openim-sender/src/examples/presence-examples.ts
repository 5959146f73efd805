import { cast, type Example, type Examples } from './cast.js';

function status(callbackCommand: string, rest: Example): Example {
  return {
    callbackCommand,
    operationID: cast.presenceOperationID,
    platformID: 5,
    platform: 'Web',
    userID: cast.alice,
    seq: cast.sent,
    ...rest,
  };
}

function push(callbackCommand: string, audience: Example, groupID: string, rest: Example): Example {
  return {
    callbackCommand,
    operationID: cast.operationID,
    platformID: 5,
    platform: 'Web',
    ...audience,
    clientMsgID: cast.clientMsgID,
    sendID: cast.alice,
    groupID,
    contentType: 101,
    sessionType: groupID === '' ? 1 : 3,
    atUserIDList: null,
    content: '{"content":"hi"}',
    ...rest,
  };
}

const offlinePushInfo: Example = {
  title: 'You have a new message.',
  desc: '',
  ex: '',
  iOSPushSound: '+1',
  iOSBadgeCount: true,
  signalInfo: '',
};

/** Bodies of the presence and push family. */
export const presenceExamples: Examples = {
  callbackAfterUserOnlineCommand: status('callbackAfterUserOnlineCommand', {
    isAppBackground: false,
    connID: '',
  }),
  callbackAfterUserOfflineCommand: status('callbackAfterUserOfflineCommand', { connID: '' }),
  callbackAfterUserKickOffCommand: status('callbackAfterUserKickOffCommand', {}),
  callbackBeforeOfflinePushCommand: push(
    'callbackBeforeOfflinePushCommand',
    { userIDList: [cast.bob, cast.alice], ...offlinePushInfo },
    '',
    {},
  ),
  callbackBeforeOnlinePushCommand: push(
    'callbackBeforeOnlinePushCommand',
    { userIDList: [cast.bob, cast.alice] },
    '',
    {},
  ),
  callbackBeforeGroupOnlinePushCommand: push('callbackBeforeGroupOnlinePushCommand', {}, cast.group, {
    seq: 7,
  }),
};
