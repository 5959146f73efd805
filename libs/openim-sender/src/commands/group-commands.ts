import { after, before } from './wire-command.js';
import { always, ignored, perMember, whenNotNull } from './wire-type.js';

/** Groups and their members: rpc-group. */
export const groupCommands = [
  before('callbackBeforeCreateGroupCommand', 'beforeCreateGroup', {
    reply: {
      groupID: whenNotNull('*string'),
      groupName: whenNotNull('*string'),
      notification: whenNotNull('*string'),
      introduction: whenNotNull('*string'),
      faceURL: whenNotNull('*string'),
      ownerUserID: whenNotNull('*string'),
      ex: whenNotNull('*string'),
      status: whenNotNull('*int32'),
      creatorUserID: whenNotNull('*string'),
      groupType: whenNotNull('*int32'),
      needVerification: whenNotNull('*int32'),
      lookMemberInfo: whenNotNull('*int32'),
      applyMemberFriend: ignored('*int32'),
    },
  }),
  after('callbackAfterCreateGroupCommand', 'afterCreateGroup'),
  before('callbackBeforeMembersJoinGroupCommand', 'beforeMemberJoinGroup', {
    reply: { memberCallbackList: perMember('[]*MemberJoinGroupCallBack') },
  }),
  before('callbackBeforeInviteJoinGroupCommand', 'beforeInviteUserToGroup', {
    reply: { refusedMembersAccount: ignored('[]string') },
  }),
  before('callbackBeforeJoinGroupCommand', 'beforeApplyJoinGroup'),
  after('callbackAfterJoinGroupCommand', 'afterJoinGroup'),
  after('callbackAfterQuitGroupCommand', 'afterQuitGroup'),
  after('callbackAfterKickGroupCommand', 'afterKickGroupMember'),
  after('callbackAfterDisMissGroupCommand', 'afterDismissGroup'),
  after('callbackAfterTransferGroupOwnerCommand', 'afterTransferGroupOwner'),
  before('callbackBeforeSetGroupMemberInfoCommand', 'beforeSetGroupMemberInfo', {
    reply: {
      ex: whenNotNull('*string'),
      nickName: whenNotNull('*string'),
      faceURL: whenNotNull('*string'),
      roleLevel: whenNotNull('*int32'),
    },
  }),
  after('callbackAfterSetGroupMemberInfoCommand', 'afterSetGroupMemberInfo'),
  before('callbackBeforeSetGroupInfoCommand', 'beforeSetGroupInfo', {
    reply: {
      groupID: always('string'),
      groupName: always('string'),
      notification: ignored('string'),
      introduction: always('string'),
      faceURL: always('string'),
      ex: whenNotNull('*string'),
      needVerification: whenNotNull('*int32'),
      lookMemberInfo: whenNotNull('*int32'),
      applyMemberFriend: whenNotNull('*int32'),
    },
  }),
  after('callbackAfterSetGroupInfoCommand', 'afterSetGroupInfo'),
  before('callbackBeforeSetGroupInfoExCommand', 'beforeSetGroupInfoEx', {
    reply: {
      groupID: always('string'),
      groupName: always('*StringValue'),
      notification: ignored('*StringValue'),
      introduction: always('*StringValue'),
      faceURL: always('*StringValue'),
      ex: always('*StringValue'),
      needVerification: always('*Int32Value'),
      lookMemberInfo: always('*Int32Value'),
      applyMemberFriend: always('*Int32Value'),
    },
  }),
  after('callbackAfterSetGroupInfoExCommand', 'afterSetGroupInfoEx'),
];
