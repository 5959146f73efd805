import {
  BeforeApplyJoinGroup,
  BeforeCreateGroup,
  BeforeCreateSingleChatConversations,
  BeforeGroupOnlinePush,
  BeforeImportFriends,
  BeforeInviteUserToGroup,
  BeforeMemberJoinGroup,
  BeforeMsgModify,
  BeforeOfflinePush,
  BeforeOnlinePush,
  BeforeSetFriendRemark,
  BeforeSetGroupInfo,
  BeforeSetGroupInfoEx,
  BeforeSetGroupMemberInfo,
  BeforeUpdateUserInfo,
  BeforeUpdateUserInfoEx,
  BeforeUserRegister,
  modify,
  OfflinePushInfo,
  type FailurePolicy,
} from 'nestjs-openim-callback';
import { exampleBody, OpenImSender, type Outcome } from 'openim-sender';
import { whyNotAnswer } from './support/answer-shape.js';
import { combinations, startApp, type RunningApp } from './support/running-app.js';

// Traps 1 to 5 of the contract: what a listener may ask for without OpenIM crashing or losing anything.

/** What the listener asks for; one test at a time. */
let wish: object = {};

/** Gets around the types, as a listener in JavaScript would, so that the wrong things can be asked for too. */
const untyped = (reply: unknown): undefined => reply as undefined;

class Modifier {
  @BeforeApplyJoinGroup()
  @BeforeCreateGroup()
  @BeforeCreateSingleChatConversations()
  @BeforeGroupOnlinePush()
  @BeforeImportFriends()
  @BeforeInviteUserToGroup()
  @BeforeMemberJoinGroup()
  @BeforeMsgModify()
  @BeforeOfflinePush()
  @BeforeOnlinePush()
  @BeforeSetFriendRemark()
  @BeforeSetGroupInfo()
  @BeforeSetGroupInfoEx()
  @BeforeSetGroupMemberInfo()
  @BeforeUpdateUserInfo()
  @BeforeUpdateUserInfoEx()
  @BeforeUserRegister()
  decide(): undefined {
    return untyped(modify(wish));
  }
}

interface Wish {
  readonly key: string;
  readonly asks: object;
  /** What OpenIM then applies, beside what must be echoed. */
  readonly applied: object;
  /** What is different in the request. */
  readonly request?: object;
}

const user = { userID: 'u1', nickname: 'A', faceURL: '', ex: '', appManagerLevel: 1, globalRecvMsgOpt: 2 };
const wireUser = { userID: 'u1', nickname: 'A', faceURL: '', ex: '', appMangerLevel: 1, globalRecvMsgOpt: 2 };
const pushInfo = { title: 't', desc: 'd', ex: '', iOSPushSound: 's', iOSBadgeCount: true, signalInfo: '' };
const content = JSON.stringify({ content: '*** <&> 你好' });

const honoured: readonly Wish[] = [
  // 1: everything that OpenIM copies unconditionally is echoed, with the change in it.
  { key: 'beforeSetGroupInfo', asks: {}, applied: {} },
  { key: 'beforeSetGroupInfo', asks: { groupName: 'New' }, applied: { groupName: 'New' } },
  {
    key: 'beforeSetGroupInfo',
    asks: { groupName: '' },
    applied: { groupName: '' },
    request: { groupName: '' },
  },
  { key: 'beforeSetGroupInfo', asks: { groupID: 'other' }, applied: {} },
  { key: 'beforeSetGroupInfo', asks: { notification: 'n', ex: 'e' }, applied: { ex: 'e' } },
  { key: 'beforeSetGroupInfo', asks: { needVerification: 2 }, applied: { needVerification: 2 } },
  { key: 'beforeSetGroupInfoEx', asks: {}, applied: {} },
  { key: 'beforeSetGroupInfoEx', asks: { groupID: 'other', notification: 'n' }, applied: {} },
  { key: 'beforeSetGroupInfoEx', asks: { introduction: 'i' }, applied: { introduction: 'i' } },
  { key: 'beforeSetGroupInfoEx', asks: { lookMemberInfo: 0 }, applied: { lookMemberInfo: 0 } },
  { key: 'beforeSetGroupInfoEx', asks: { groupName: null, ex: undefined }, applied: {} },
  // 2: what would make OpenIM dereference nil is left out.
  { key: 'beforeUpdateUserInfoEx', asks: { nickname: 'N' }, applied: { nickName: 'N' } },
  {
    key: 'beforeUpdateUserInfoEx',
    asks: { nickname: 'N', faceURL: 'f', ex: 'e' },
    applied: { nickName: 'N' },
  },
  { key: 'beforeUpdateUserInfoEx', asks: { nickname: 'N' }, applied: {}, request: { nickName: null } },
  {
    key: 'beforeUpdateUserInfoEx',
    asks: { faceURL: '' },
    applied: { faceURL: '' },
    request: { faceURL: 'f' },
  },
  { key: 'beforeMsgModify', asks: { offlinePushInfo: pushInfo, ex: 'e' }, applied: { ex: 'e' } },
  {
    key: 'beforeMemberJoinGroup',
    asks: { memberCallbackList: [{ ex: 'no id' }, null, { userID: '' }, { userID: 'u2', roleLevel: 60 }] },
    applied: { memberCallbackList: [{ userID: 'u2', roleLevel: 60 }] },
  },
  { key: 'beforeMemberJoinGroup', asks: { memberCallbackList: [null] }, applied: {} },
  { key: 'beforeUserRegister', asks: { users: [null, user] }, applied: { users: [wireUser] } },
  { key: 'beforeUserRegister', asks: { users: [null] }, applied: {} },
  // 3: what OpenIM takes for no change is not sent.
  { key: 'beforeUserRegister', asks: { users: [] }, applied: {} },
  { key: 'beforeImportFriends', asks: { friendUserIDs: [] }, applied: {} },
  { key: 'beforeImportFriends', asks: { friendUserIDs: ['u9'] }, applied: { friendUserIDs: ['u9'] } },
  { key: 'beforeOfflinePush', asks: { userIDList: [] }, applied: {} },
  { key: 'beforeSetFriendRemark', asks: { remark: '' }, applied: {} },
  { key: 'beforeSetFriendRemark', asks: { remark: 'Bob' }, applied: { remark: 'Bob' } },
  // 4: what OpenIM ignores is not sent.
  { key: 'beforeInviteUserToGroup', asks: { refusedMembersAccount: ['u2'] }, applied: {} },
  { key: 'beforeOnlinePush', asks: { userIDList: ['u2'], offlinePushInfo: pushInfo }, applied: {} },
  { key: 'beforeGroupOnlinePush', asks: { offlinePushInfo: pushInfo }, applied: {} },
  { key: 'beforeCreateGroup', asks: { applyMemberFriend: 1, groupName: 'G' }, applied: { groupName: 'G' } },
  { key: 'beforeMsgModify', asks: { msgDataList: [1], content }, applied: { content } },
  // 5: a list on a notification would skip what OpenIM does for members who leave.
  { key: 'beforeGroupOnlinePush', asks: { userIDList: ['u2'] }, applied: { userIDList: ['u2'] } },
  { key: 'beforeGroupOnlinePush', asks: { userIDList: ['u2'] }, applied: {}, request: { contentType: 1504 } },
  // The rest is spelled as OpenIM does, objects in it too.
  { key: 'beforeUpdateUserInfo', asks: { nickname: 'N', ex: 'e' }, applied: { nickName: 'N', ex: 'e' } },
  { key: 'beforeSetGroupMemberInfo', asks: { nickname: 'N' }, applied: { nickName: 'N' } },
  { key: 'beforeOfflinePush', asks: { offlinePushInfo: pushInfo }, applied: { offlinePushInfo: pushInfo } },
  {
    key: 'beforeOfflinePush',
    asks: { offlinePushInfo: Object.assign(new OfflinePushInfo(), pushInfo) },
    applied: { offlinePushInfo: pushInfo },
  },
  { key: 'beforeMsgModify', asks: { options: { history: false } }, applied: { options: { history: false } } },
  {
    key: 'beforeMsgModify',
    asks: { options: Object.assign(Object.create(null), { history: false }) },
    applied: { options: { history: false } },
  },
  {
    key: 'beforeMsgModify',
    asks: { atUserIDList: [], senderFaceURL: 's' },
    applied: { atUserIDList: [], senderFaceURL: 's' },
  },
  { key: 'beforeMsgModify', asks: { content: null, ex: undefined }, applied: {} },
  { key: 'beforeCreateSingleChatConversations', asks: { isPinned: true }, applied: { isPinned: true } },
];

const circular: Record<string, unknown> = {};
circular['self'] = circular;

/** OpenIM would refuse these answers as a whole, or they are for another command: the policy decides. */
const impossible: readonly Wish[] = [
  { key: 'beforeMsgModify', asks: { content: 'plain text' }, applied: {} },
  { key: 'beforeMsgModify', asks: { content: '[1]' }, applied: {} },
  { key: 'beforeMsgModify', asks: { content: { text: 'an object' } }, applied: {} },
  { key: 'beforeMsgModify', asks: { status: '1' }, applied: {} },
  { key: 'beforeMsgModify', asks: { status: 1.5 }, applied: {} },
  { key: 'beforeMsgModify', asks: { status: 2 ** 31 }, applied: {} },
  { key: 'beforeMsgModify', asks: { status: Number.NaN }, applied: {} },
  { key: 'beforeMsgModify', asks: { options: { history: 1 } }, applied: {} },
  { key: 'beforeMsgModify', asks: { options: circular }, applied: {} },
  { key: 'beforeMsgModify', asks: { ex: 10n }, applied: {} },
  { key: 'beforeMsgModify', asks: { ex: new Date(0) }, applied: {} },
  { key: 'beforeMsgModify', asks: { atUserIDList: ['u1', null] }, applied: {} },
  { key: 'beforeMsgModify', asks: { atUserIDList: 'u1' }, applied: {} },
  { key: 'beforeMsgModify', asks: { toString: 'x' }, applied: {} },
  { key: 'beforeCreateGroup', asks: { groupType: '2' }, applied: {} },
  { key: 'beforeCreateGroup', asks: { remark: 'of another command' }, applied: {} },
  { key: 'beforeApplyJoinGroup', asks: { ex: 'nothing can be changed here' }, applied: {} },
  { key: 'beforeImportFriends', asks: { friendUserIDs: [1] }, applied: {} },
  { key: 'beforeUserRegister', asks: { users: 'u1' }, applied: {} },
  { key: 'beforeUserRegister', asks: { users: [{ userID: 5 }] }, applied: {} },
  { key: 'beforeSetGroupInfo', asks: { groupName: 5 }, applied: {} },
  { key: 'beforeSetGroupInfoEx', asks: { groupName: { value: 'New' } }, applied: {} },
  { key: 'beforeUpdateUserInfoEx', asks: { nickname: { value: 'N' } }, applied: {} },
  { key: 'beforeCreateSingleChatConversations', asks: { isPinned: 1 }, applied: {} },
];

const policies: readonly FailurePolicy[] = ['refuse', 'allow'];
const cases = combinations.flatMap((each) => policies.map((onFailure) => ({ ...each, onFailure })));

describe.each(cases)('on $platform, $mount mount, onFailure $onFailure', ({ onFailure, ...combination }) => {
  let running: RunningApp;
  let sender: OpenImSender;

  beforeAll(async () => {
    running = await startApp({ ...combination, options: { onFailure }, providers: [Modifier] });
    sender = new OpenImSender({ url: running.url });
  });

  afterAll(async () => {
    await sender.close();
    await running.close();
  });

  const outcomeOf = async ({ key, asks, request }: Wish): Promise<Outcome> => {
    wish = asks;
    const { outcome, replyText } = await sender.send(key, { ...exampleBody(key), ...request });
    expect(whyNotAnswer(replyText ?? '', key)).toBeUndefined();
    return outcome;
  };

  const allowedWith = (each: Wish): object => {
    const { key, applied, request } = each;
    return { kind: 'allowed', applied: { ...echoOf(key, request), ...applied }, laterError: null, notes: [] };
  };

  it.each(honoured)('$key: $asks', async (each) => {
    expect(await outcomeOf(each)).toEqual(allowedWith(each));
  });

  it.each(impossible)('$key: $asks is not sent, and the policy decides', async (each) => {
    const undecided = { kind: 'refused', reason: 'reply', code: 20500 };
    expect(await outcomeOf(each)).toMatchObject(onFailure === 'refuse' ? undecided : allowedWith(each));
  });
});

/** What the answer must repeat of the request, by trap 1. */
function echoOf(key: string, request: object = {}): object {
  const body = { ...exampleBody(key), ...request };
  const names = ['groupID', 'groupName', 'introduction', 'faceURL'];
  const inEx = ['ex', 'needVerification', 'lookMemberInfo', 'applyMemberFriend'];
  const echoed =
    key === 'beforeSetGroupInfo' ? names : key === 'beforeSetGroupInfoEx' ? [...names, ...inEx] : [];
  return Object.fromEntries(Object.entries(body).filter(([name]) => echoed.includes(name)));
}
