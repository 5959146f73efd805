import { after, before } from './wire-command.js';
import { whenNotEmpty } from './wire-type.js';

/** Friends and blacklists: rpc-friend. */
export const friendCommands = [
  before('callbackBeforeAddFriendCommand', 'beforeAddFriend'),
  after('callbackAfterAddFriendCommand', 'afterAddFriend'),
  before('callbackBeforeAddFriendAgreeCommand', 'beforeAddFriendAgree'),
  after('callbackAfterAddFriendAgreeCommand', 'afterAddFriendAgree'),
  after('callbackAfterDeleteFriendCommand', 'afterDeleteFriend'),
  before('callbackBeforeImportFriendsCommand', 'beforeImportFriends', {
    reply: { friendUserIDs: whenNotEmpty('[]string') },
  }),
  after('callbackAfterImportFriendsCommand', 'afterImportFriends'),
  before('callbackBeforeSetFriendRemarkCommand', 'beforeSetFriendRemark', {
    reply: { remark: whenNotEmpty('string') },
  }),
  after('callbackAfterSetFriendRemarkCommand', 'afterSetFriendRemark'),
  before('callbackBeforeAddBlackCommand', 'beforeAddBlack'),
  after('callbackAfterRemoveBlackCommand', 'afterRemoveBlack'),
];
