import { cast, type Example, type Examples } from './cast.js';

// "blackUserID" is the user who accepts: a wrong tag in OpenIM's source since v3.4.2.
function agree(callbackCommand: string): Example {
  return {
    callbackCommand,
    fromUserID: cast.alice,
    blackUserID: cast.bob,
    HandleResult: 1,
    HandleMsg: 'welcome',
  };
}

function imported(callbackCommand: string): Example {
  return { callbackCommand, ownerUserID: cast.alice, friendUserIDs: [cast.bob, cast.carol] };
}

function remark(callbackCommand: string): Example {
  return { callbackCommand, ownerUserID: cast.alice, friendUserID: cast.bob, remark: 'Bobby' };
}

function black(callbackCommand: string): Example {
  return { callbackCommand, ownerUserID: cast.alice, blackUserID: cast.bob };
}

/** Bodies of the friend and blacklist family. */
export const friendExamples: Examples = {
  callbackBeforeAddFriendCommand: {
    callbackCommand: 'callbackBeforeAddFriendCommand',
    fromUserID: cast.alice,
    toUserID: cast.bob,
    reqMsg: 'hello, this is Alice',
    ex: '',
  },
  callbackAfterAddFriendCommand: {
    callbackCommand: 'callbackAfterAddFriendCommand',
    fromUserID: cast.alice,
    toUserID: cast.bob,
    reqMsg: 'hello, this is Alice',
  },
  callbackBeforeAddFriendAgreeCommand: agree('callbackBeforeAddFriendAgreeCommand'),
  callbackAfterAddFriendAgreeCommand: agree('callbackAfterAddFriendAgreeCommand'),
  callbackAfterDeleteFriendCommand: {
    callbackCommand: 'callbackAfterDeleteFriendCommand',
    ownerUserID: cast.alice,
    friendUserID: cast.bob,
  },
  callbackBeforeImportFriendsCommand: imported('callbackBeforeImportFriendsCommand'),
  callbackAfterImportFriendsCommand: imported('callbackAfterImportFriendsCommand'),
  callbackBeforeSetFriendRemarkCommand: remark('callbackBeforeSetFriendRemarkCommand'),
  callbackAfterSetFriendRemarkCommand: remark('callbackAfterSetFriendRemarkCommand'),
  callbackBeforeAddBlackCommand: black('callbackBeforeAddBlackCommand'),
  callbackAfterRemoveBlackCommand: black('callbackAfterRemoveBlackCommand'),
};
