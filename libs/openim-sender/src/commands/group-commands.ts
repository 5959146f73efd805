import { after, before } from './wire-command.js';
import { always, ignored, perMember, whenNotNull } from './wire-type.js';

/** Groups and their members: rpc-group. */
export const groupCommands = [
  before('callbackBeforeCreateGroupCommand', 'beforeCreateGroup', 'v3.0.0', {
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
  after('callbackAfterCreateGroupCommand', 'afterCreateGroup', 'v3.4.2'),
  before('callbackBeforeMembersJoinGroupCommand', 'beforeMemberJoinGroup', 'v3.8.0', {
    reply: { memberCallbackList: perMember('[]*MemberJoinGroupCallBack') },
  }),
  before('callbackBeforeInviteJoinGroupCommand', 'beforeInviteUserToGroup', 'v3.4.2', {
    reply: { refusedMembersAccount: ignored('[]string') },
  }),
  before('callbackBeforeJoinGroupCommand', 'beforeApplyJoinGroup', 'v3.4.2'),
  after('callbackAfterJoinGroupCommand', 'afterJoinGroup', 'v3.4.2'),
  after('callbackAfterQuitGroupCommand', 'afterQuitGroup', 'v3.7.0'),
  after('callbackAfterKickGroupCommand', 'afterKickGroupMember', 'v3.7.0'),
  after('callbackAfterDisMissGroupCommand', 'afterDismissGroup', 'v3.7.0'),
  after('callbackAfterTransferGroupOwnerCommand', 'afterTransferGroupOwner', 'v3.7.0'),
  before('callbackBeforeSetGroupMemberInfoCommand', 'beforeSetGroupMemberInfo', 'v3.4.2', {
    reply: {
      ex: whenNotNull('*string'),
      nickName: whenNotNull('*string'),
      faceURL: whenNotNull('*string'),
      roleLevel: whenNotNull('*int32'),
    },
  }),
  after('callbackAfterSetGroupMemberInfoCommand', 'afterSetGroupMemberInfo', 'v3.4.2'),
  before('callbackBeforeSetGroupInfoCommand', 'beforeSetGroupInfo', 'v3.4.2', {
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
  after('callbackAfterSetGroupInfoCommand', 'afterSetGroupInfo', 'v3.4.2'),
  before('callbackBeforeSetGroupInfoExCommand', 'beforeSetGroupInfoEx', 'v3.8.1', {
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
  after('callbackAfterSetGroupInfoExCommand', 'afterSetGroupInfoEx', 'v3.8.1'),
];
