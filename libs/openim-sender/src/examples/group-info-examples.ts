import { cast, type Example, type Examples } from './cast.js';

// null means "not changed".
function memberInfo(callbackCommand: string): Example {
  return {
    callbackCommand,
    groupID: cast.group,
    userID: cast.bob,
    nickName: 'Bob the reader',
    faceURL: null,
    roleLevel: 60,
    ex: null,
  };
}

function groupInfo(callbackCommand: string, values: Example): Example {
  return { callbackCommand, operationID: '', groupID: cast.group, ...values };
}

const exchanged: Example = {
  groupName: 'Night readers',
  notification: null,
  introduction: null,
  faceURL: null,
  ex: null,
  needVerification: 1,
  lookMemberInfo: null,
  applyMemberFriend: null,
};

/** Bodies about changes of a group's or a member's data. */
export const groupInfoExamples: Examples = {
  callbackBeforeSetGroupMemberInfoCommand: memberInfo('callbackBeforeSetGroupMemberInfoCommand'),
  callbackAfterSetGroupMemberInfoCommand: memberInfo('callbackAfterSetGroupMemberInfoCommand'),
  // Plain values before, nullable ones after.
  callbackBeforeSetGroupInfoCommand: groupInfo('callbackBeforeSetGroupInfoCommand', {
    groupName: 'Night readers',
    notification: '',
    introduction: '',
    faceURL: '',
    ex: '',
    needVerification: 1,
    lookMemberInfo: 0,
    applyMemberFriend: 0,
  }),
  callbackAfterSetGroupInfoCommand: groupInfo('callbackAfterSetGroupInfoCommand', {
    groupName: 'Night readers',
    notification: '',
    introduction: '',
    faceURL: '',
    ex: null,
    needVerification: 1,
    lookMemberInfo: null,
    applyMemberFriend: null,
  }),
  callbackBeforeSetGroupInfoExCommand: groupInfo('callbackBeforeSetGroupInfoExCommand', exchanged),
  callbackAfterSetGroupInfoExCommand: groupInfo('callbackAfterSetGroupInfoExCommand', exchanged),
};
