import { after, before } from './wire-command.js';
import { whenNotEmpty } from './wire-type.js';

/** Friends and blacklists: rpc-friend. */
export const friendCommands = [
  before('callbackBeforeAddFriendCommand', 'beforeAddFriend', 'v3.0.0'),
  after('callbackAfterAddFriendCommand', 'afterAddFriend', 'v3.4.2'),
  before('callbackBeforeAddFriendAgreeCommand', 'beforeAddFriendAgree', 'v3.4.2'),
  after('callbackAfterAddFriendAgreeCommand', 'afterAddFriendAgree', 'v3.8.1'),
  after('callbackAfterDeleteFriendCommand', 'afterDeleteFriend', 'v3.4.2'),
  before('callbackBeforeImportFriendsCommand', 'beforeImportFriends', 'v3.4.2', {
    reply: { friendUserIDs: whenNotEmpty('[]string') },
  }),
  after('callbackAfterImportFriendsCommand', 'afterImportFriends', 'v3.4.2'),
  before('callbackBeforeSetFriendRemarkCommand', 'beforeSetFriendRemark', 'v3.7.0', {
    reply: { remark: whenNotEmpty('string') },
  }),
  after('callbackAfterSetFriendRemarkCommand', 'afterSetFriendRemark', 'v3.7.0'),
  before('callbackBeforeAddBlackCommand', 'beforeAddBlack', 'v3.4.2'),
  after('callbackAfterRemoveBlackCommand', 'afterRemoveBlack', 'v3.4.2'),
];
