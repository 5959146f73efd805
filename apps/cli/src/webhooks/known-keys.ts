import type { OpenImVersion } from 'nestjs-openim-callback/webhooks';
import { wireCommands, type Phase } from 'openim-sender';

/** A section that webhooks.yml may have. */
export interface KnownKey {
  readonly key: string;
  readonly phase: Phase;
  /** Whether a release has it; false means open-im-server main only. */
  readonly released: boolean;
  /** Whether OpenIM ever sends what it enables. */
  readonly fires: boolean;
}

// OpenIM reads its configuration with viper, to which letter case means nothing.
const byName: ReadonlyMap<string, KnownKey> = new Map(
  [
    ...wireCommands.map(({ key, phase, released, fires }) => ({ key, phase, released, fires })),
    // In the webhooks.yml and the config struct of every version, and read by nothing.
    { key: 'afterGroupMsgRevoke', phase: 'after' as const, released: true, fires: false },
  ].map((known) => [known.key.toLowerCase(), known]),
);

/** The section of that name, in whatever letter case. */
export const findKey = (name: string): KnownKey | undefined => byName.get(name.toLowerCase());

/** Every section that some version knows. */
export const allKeys = (): readonly KnownKey[] => [...byName.values()];

/** Whether a version has the section. */
export const isKnownTo = (version: OpenImVersion, { released }: Pick<KnownKey, 'released'>): boolean =>
  released || version === 'main';

/** Names of sections up to v3.6, with those of today. */
const renamed: ReadonlyMap<string, string> = new Map(
  Object.entries({
    msgModify: 'beforeMsgModify',
    userOnline: 'afterUserOnline',
    userOffline: 'afterUserOffline',
    userKickOff: 'afterUserKickOff',
    offlinePush: 'beforeOfflinePush',
    onlinePush: 'beforeOnlinePush',
    superGroupOnlinePush: 'beforeGroupOnlinePush',
    groupMsgRead: 'afterGroupMsgRead',
    singleMsgRead: 'afterSingleMsgRead',
    revokeMsgAfter: 'afterRevokeMsg',
    addFriendAfter: 'afterAddFriend',
    addFriendAgreeBefore: 'beforeAddFriendAgree',
    deleteFriendAfter: 'afterDeleteFriend',
    importFriendsBefore: 'beforeImportFriends',
    importFriendsAfter: 'afterImportFriends',
    callbackBeforeSetFriendRemark: 'beforeSetFriendRemark',
    callbackAfterSetFriendRemark: 'afterSetFriendRemark',
    addBlackBefore: 'beforeAddBlack',
    removeBlackAfter: 'afterRemoveBlack',
    joinGroup: 'beforeApplyJoinGroup',
    joinGroupAfter: 'afterJoinGroup',
    quitGroup: 'afterQuitGroup',
    killGroupMember: 'afterKickGroupMember',
    dismissGroup: 'afterDismissGroup',
    transferGroupOwner: 'afterTransferGroupOwner',
    setGroupInfoBefore: 'beforeSetGroupInfo',
    setGroupInfoAfter: 'afterSetGroupInfo',
    updateUserInfo: 'afterUpdateUserInfo',
  }).map(([old, now]) => [old.toLowerCase(), now]),
);

/** Today's name of a section that was called otherwise up to v3.6. */
export const todaysName = (name: string): string | undefined => renamed.get(name.toLowerCase());
