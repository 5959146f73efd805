import {
  allow,
  BeforeCreateGroupChatConversations,
  modify,
  type BeforeCreateGroupChatConversationsEvent,
  type CallbackContext,
  type OpenImEvent,
} from 'nestjs-openim-callback';
import type { CommandKey } from 'nestjs-openim-callback/contract';
import { exampleBody, OpenImSender, wireCommands } from 'openim-sender';
import { Mailbox } from './support/mailbox.js';
import { listenerClass } from './support/named-decorators.js';
import { rawHttp } from './support/raw-http.js';
import { combinations, startApp, type RunningApp } from './support/running-app.js';

interface Letter {
  readonly event: OpenImEvent;
  readonly context: CallbackContext;
}

/** The fields that only the Enterprise edition sends, by its docs: on the wire, and as a listener gets them. */
const extra: readonly (readonly [key: CommandKey, sent: object, read: object])[] = [
  ['beforeSendSingleMsg', { keyVersion: 3 }, { keyVersion: 3 }],
  ['afterSendSingleMsg', { keyVersion: 3 }, { keyVersion: 3 }],
  ['beforeSendGroupMsg', { recvID: '', keyVersion: 3 }, { recvID: '', keyVersion: 3 }],
  ['afterSendGroupMsg', { recvID: '', keyVersion: 3 }, { recvID: '', keyVersion: 3 }],
  ['beforeMsgModify', { recvID: 'u2', keyVersion: 0 }, { recvID: 'u2', keyVersion: 0 }],
  [
    'beforeCreateGroup',
    { displayIsRead: true, muteBypassUserIDs: ['u1'] },
    { displayIsRead: true, muteBypassUserIDs: ['u1'] },
  ],
  [
    'afterCreateGroup',
    { displayIsRead: false, muteBypassUserIDs: [] },
    { displayIsRead: false, muteBypassUserIDs: [] },
  ],
  ['beforeCreateSingleChatConversations', { is_marked: true }, { isMarked: true }],
  ['afterCreateGroupChatConversations', { is_marked: false }, { isMarked: false }],
];

const user = { userID: 'u1', status: 1, addFriendPermission: 2, category: 'staff' };

class Marks {
  @BeforeCreateGroupChatConversations()
  mark({ groupID }: BeforeCreateGroupChatConversationsEvent) {
    return modify({ isMarked: true, recvMsgOpt: 2, attachedInfo: groupID });
  }
}

describe.each(combinations)('the Enterprise edition, on $platform with the $mount mount', (combination) => {
  const heard = new Mailbox<Letter>();
  let running: RunningApp;
  let sender: OpenImSender;

  beforeAll(async () => {
    const keys = [...extra.map(([key]) => key), 'beforeUserRegister' as const];
    const behaviours = keys.map((key) => [
      key,
      (event: OpenImEvent, context: CallbackContext) => {
        heard.put({ event, context });
        return allow();
      },
    ]);
    const providers = [listenerClass(Object.fromEntries(behaviours)), Marks];
    running = await startApp({ ...combination, providers });
    sender = new OpenImSender({ url: running.url });
  });

  afterAll(async () => {
    await sender.close();
    await running.close();
  });

  const receive = async (key: CommandKey, fields: object): Promise<OpenImEvent> => {
    const operationID = `fields of ${key}`;
    await sender.send(key, { ...exampleBody(key), ...fields }, { operationID });
    const { event } = await heard.find(({ context }) => context.operationID === operationID);
    return event;
  };

  it.each(extra)('%s has the fields %j', async (key, sent, read) => {
    expect(await receive(key, sent)).toMatchObject(read);
  });

  it('registers users with a state', async () => {
    expect(await receive('beforeUserRegister', { users: [user] })).toMatchObject({ users: [user] });
  });

  it.each(wireCommands)(
    'sends $key with an example of it, which is received and allowed',
    async ({ key, phase }) => {
      const { outcome } = await sender.send(key, exampleBody(key, 'enterprise'));
      expect(outcome.kind).toBe(phase === 'before' ? 'allowed' : 'reported');
      expect(running.failures).toEqual([]);
    },
  );

  it('gets its answer about conversations in its own spelling', async () => {
    const body = JSON.stringify({
      callbackCommand: 'callbackBeforeCreateGroupChatConversationsCommand',
      owner_user_id: '',
      conversation_id: 'sg_g1',
      conversation_type: 3,
      group_id: 'g1',
      recv_msg_opt: 0,
      is_pinned: false,
      is_marked: false,
      is_private_chat: false,
      burn_duration: 0,
      group_at_type: 0,
      attached_info: '',
      ex: '',
    });
    const headers = { 'content-type': 'application/json; charset=utf-8' };
    const path = 'callbackBeforeCreateGroupChatConversationsCommand';
    const { text } = await rawHttp(`${running.url}/${path}`, { headers, body });
    expect(JSON.parse(text)).toEqual({
      actionCode: 0,
      errCode: 0,
      errMsg: '',
      errDlt: '',
      nextCode: 0,
      is_marked: true,
      recv_msg_opt: 2,
      attached_info: 'g1',
    });
  });
});
