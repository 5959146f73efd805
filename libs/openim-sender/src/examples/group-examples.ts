import { cast, type Example, type Examples } from './cast.js';

function groupInfo(values: Example): Example {
  return {
    groupID: '',
    groupName: cast.groupName,
    notification: '',
    introduction: '',
    faceURL: '',
    ownerUserID: '',
    createTime: 0,
    memberCount: 0,
    ex: '',
    status: 0,
    creatorUserID: '',
    groupType: 2,
    needVerification: 0,
    lookMemberInfo: 0,
    applyMemberFriend: 0,
    notificationUpdateTime: 0,
    notificationUserID: '',
    ...values,
  };
}

function member(userID: string, roleLevel: number): Example {
  return { userID, roleLevel };
}

/** Bodies about a group's life and its members coming and going. */
export const groupExamples: Examples = {
  callbackBeforeCreateGroupCommand: {
    operationID: cast.operationID,
    callbackCommand: 'callbackBeforeCreateGroupCommand',
    ...groupInfo({}),
    initMemberList: [member(cast.alice, 100), member(cast.bob, 20)],
  },
  // The owner comes twice here, as owner and as member.
  callbackAfterCreateGroupCommand: {
    callbackCommand: 'callbackAfterCreateGroupCommand',
    ...groupInfo({
      groupID: cast.group,
      ownerUserID: cast.alice,
      createTime: cast.sent,
      memberCount: 2,
      creatorUserID: cast.alice,
    }),
    initMemberList: [member(cast.alice, 100), member(cast.bob, 20), member(cast.alice, 20)],
  },
  callbackBeforeMembersJoinGroupCommand: {
    callbackCommand: 'callbackBeforeMembersJoinGroupCommand',
    groupID: cast.group,
    memberList: [
      { userID: cast.bob, ex: '' },
      { userID: cast.carol, ex: '' },
    ],
    groupEx: '',
  },
  callbackBeforeInviteJoinGroupCommand: {
    callbackCommand: 'callbackBeforeInviteJoinGroupCommand',
    operationID: cast.operationID,
    groupID: cast.group,
    reason: 'join us',
    invitedUserIDs: [cast.bob, cast.carol],
  },
  callbackBeforeJoinGroupCommand: {
    callbackCommand: 'callbackBeforeJoinGroupCommand',
    groupID: cast.group,
    groupType: cast.groupTypeCharacter,
    applyID: cast.carol,
    reqMessage: 'may I join?',
    ex: '',
  },
  // "inviterUserID" is the user who joins.
  callbackAfterJoinGroupCommand: {
    callbackCommand: 'callbackAfterJoinGroupCommand',
    operationID: cast.operationID,
    groupID: cast.group,
    reqMessage: 'may I join?',
    joinSource: 3,
    inviterUserID: cast.carol,
  },
  callbackAfterQuitGroupCommand: {
    callbackCommand: 'callbackAfterQuitGroupCommand',
    groupID: cast.group,
    userID: cast.carol,
  },
  callbackAfterKickGroupCommand: {
    callbackCommand: 'callbackAfterKickGroupCommand',
    groupID: cast.group,
    kickedUserIDs: [cast.carol],
    reason: 'spam',
  },
  callbackAfterDisMissGroupCommand: {
    callbackCommand: 'callbackAfterDisMissGroupCommand',
    groupID: cast.group,
    ownerID: cast.alice,
    groupType: cast.groupTypeCharacter,
    membersID: [cast.alice, cast.bob],
  },
  callbackAfterTransferGroupOwnerCommand: {
    callbackCommand: 'callbackAfterTransferGroupOwnerCommand',
    groupID: cast.group,
    oldOwnerUserID: cast.alice,
    newOwnerUserID: cast.bob,
  },
};
