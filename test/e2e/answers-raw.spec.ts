import { gzipSync } from 'node:zlib';
import { exampleBody, OpenImSender, type Outcome } from 'openim-sender';
import { PlainServer } from './support/plain-server.js';

// What OpenIM does with each answer of section 2 of the contract, whoever gives it: no library in between.

const statuses = [200, 201, 400, 401, 404, 413, 500];

const allowing = [
  '{"actionCode":1,"errCode":5001,"errMsg":"no","errDlt":"d","nextCode":1}',
  '{"errCode":5001,"nextCode":0}',
  '{"nextCode":2}',
  '{"nextCode":-1}',
  '{}',
  'null',
  '{"message":"Unauthorized","statusCode":401}',
  '{"success":true,"data":{"actionCode":0,"nextCode":1}}',
  '{"actionCode":null,"errCode":null,"errMsg":null,"errDlt":null,"nextCode":null}',
  '{"actionCode":0,"errCode":0,"errMsg":"","errDlt":"","nextCode":0}\n',
  '{"nextCode":0,"somethingElse":[1,{"a":"b"}]}',
];

const unreadable = [
  '',
  'ok',
  '<html><body>502 Bad Gateway</body></html>',
  '[]',
  'true',
  '"ok"',
  '5',
  '\ufeff{}',
  '{}{}',
  '{} trailing',
  '{"nextCode":"1"}',
  '{"nextCode":"0"}',
  '{"nextCode":""}',
  '{"nextCode":true}',
  '{"nextCode":1.0}',
  '{"nextCode":2147483648}',
  '{"errCode":"0"}',
  '{"errCode":5e3}',
  '{"errCode":2147483648}',
  '{"actionCode":0,"errCode":5001,"errMsg":5,"errDlt":"d","nextCode":1}',
  '{"nextCode":1',
];

const refusing = [
  '{"actionCode":0,"errCode":5001,"errMsg":"no","errDlt":"d","nextCode":1}',
  '{"ActionCode":0,"ERRCODE":5001,"errmsg":"no","ErrDlt":"d","NextCode":1}',
  '{"errCode":5001,"errMsg":"no","errDlt":"d","nextCode":1}',
  '{"actionCode":null,"errCode":5001,"errMsg":"no","errDlt":"d","nextCode":1,"more":{}}',
];

const rows = [
  ...allowing.map((reply) => ({ reply, means: { kind: 'allowed', applied: {}, laterError: null } })),
  ...unreadable.map((reply) => ({
    reply,
    means: { kind: 'refused', reason: 'data', code: 90007, msg: 'DataError' },
  })),
  ...refusing.map((reply) => ({
    reply,
    means: { kind: 'refused', reason: 'reply', code: 5001, msg: 'no', detail: 'd' },
  })),
];

describe('what OpenIM makes of raw answers', () => {
  let server: PlainServer;
  let sender: OpenImSender;

  beforeAll(async () => {
    server = await new PlainServer().start();
    sender = new OpenImSender({ url: server.url });
  });

  afterAll(async () => {
    await sender.close();
    await server.stop();
  });

  const outcomeOf = async (command: string, reply: string | Buffer, status = 200): Promise<Outcome> => {
    server.answerWith({ status, body: reply });
    return (await sender.send(command)).outcome;
  };

  it.each(rows)('$reply is $means.kind, whatever the status', async ({ reply, means }) => {
    for (const status of statuses) {
      expect(await outcomeOf('beforeAddFriend', reply, status)).toMatchObject(means);
    }
  });

  it('an empty 204 is refused', async () => {
    server.answerWith({ status: 204, body: '' });
    expect((await sender.send('beforeAddFriend')).outcome).toMatchObject({ kind: 'refused', code: 90007 });
  });

  it.each(['application/json', 'text/html', undefined])(
    'the content type %s does not matter',
    async (type) => {
      const headers = type === undefined ? {} : { 'content-type': type };
      server.answerWith({ status: 200, headers, body: refusing[0] ?? '' });
      expect((await sender.send('beforeAddFriend')).outcome).toMatchObject({ kind: 'refused', code: 5001 });
    },
  );

  it('a gzipped answer is read', async () => {
    const headers = { 'content-encoding': 'gzip' };
    server.answerWith({ status: 200, headers, body: gzipSync(refusing[0] ?? '') });
    expect((await sender.send('beforeAddFriend')).outcome).toMatchObject({ kind: 'refused', code: 5001 });
  });

  it.each([...allowing, ...unreadable, ...refusing])(
    'after callbacks report, whatever they get: %s',
    async (reply) => {
      const outcome = await outcomeOf('afterAddFriend', reply);
      expect(outcome).toMatchObject({
        kind: 'reported',
        delivered: true,
        readable: !unreadable.includes(reply),
      });
    },
  );

  // The table of error codes, main branch as micro-services.
  it.each([
    { errCode: 100, shown: { as: 'error', code: 100, msg: 'no', detail: 'd', logsOut: false } },
    { errCode: 5001, shown: { as: 'error', code: 5001, msg: 'no', detail: 'd', logsOut: false } },
    { errCode: 2147483647, shown: { as: 'error', code: 2147483647, msg: 'no', detail: 'd', logsOut: false } },
    { errCode: 0, shown: { as: 'success', code: 0, logsOut: false } },
    { errCode: 1, shown: { as: 'error', code: 500, msg: 'ServerInternalError' } },
    { errCode: 14, shown: { as: 'error', code: 500, msg: 'grpc service down, grpc message no' } },
    { errCode: 99, shown: { as: 'error', code: 500, msg: 'ServerInternalError' } },
    { errCode: -1, shown: { as: 'error', code: 500 } },
    { errCode: -2147483648, shown: { as: 'error', code: 500 } },
    { errCode: 1500, shown: { as: 'error', code: 1500, logsOut: false } },
    { errCode: 1501, shown: { as: 'error', code: 1501, logsOut: true } },
    { errCode: 1507, shown: { as: 'error', code: 1507, logsOut: true } },
    { errCode: 1508, shown: { as: 'error', code: 1508, logsOut: false } },
  ])('errCode $errCode is shown to the user as $shown', async ({ errCode, shown }) => {
    const reply = `{"actionCode":0,"errCode":${errCode},"errMsg":"no","errDlt":"d","nextCode":1}`;
    const outcome = await outcomeOf('beforeAddFriend', reply);
    expect(outcome).toMatchObject({ kind: 'refused', reason: 'reply', code: errCode, shownToUser: shown });
  });

  it('a token error logs nobody out when it answers a message, and a refused push is shown to nobody', async () => {
    const reply = '{"errCode":1501,"errMsg":"no","nextCode":1}';
    expect(await outcomeOf('beforeSendSingleMsg', reply)).toMatchObject({ shownToUser: { logsOut: false } });
    expect(await outcomeOf('beforeOfflinePush', reply)).toMatchObject({ shownToUser: { as: 'nothing' } });
  });

  describe('the traps of the response', () => {
    it.each(['beforeSetGroupInfo', 'beforeSetGroupInfoEx'])(
      '1: a plain allow of %s wipes the group',
      async (key) => {
        const outcome = await outcomeOf(key, '{}');
        expect(outcome).toMatchObject({
          kind: 'allowed',
          applied: { groupID: '' },
          laterError: { code: 1004 },
        });
      },
    );

    it('1: what is not echoed is dropped, what is echoed stays', async () => {
      const { groupID, groupName } = exampleBody('beforeSetGroupInfo');
      expect(await outcomeOf('beforeSetGroupInfo', JSON.stringify({ groupID }))).toMatchObject({
        applied: { groupID, groupName: '' },
        laterError: null,
      });
      expect(await outcomeOf('beforeSetGroupInfo', JSON.stringify({ groupID, groupName }))).toMatchObject({
        applied: { groupID, groupName },
        laterError: null,
      });
    });

    it.each([
      { command: 'beforeUpdateUserInfoEx', reply: '{"faceURL":"x"}', field: 'faceURL' },
      { command: 'beforeUpdateUserInfoEx', reply: '{"ex":"x"}', field: 'ex' },
      { command: 'beforeMsgModify', reply: '{"offlinePushInfo":{"title":"t"}}', field: 'offlinePushInfo' },
      {
        command: 'beforeMemberJoinGroup',
        reply: '{"memberCallbackList":[{"ex":"e"}]}',
        field: 'memberCallbackList',
      },
      {
        command: 'beforeMemberJoinGroup',
        reply: '{"memberCallbackList":[null]}',
        field: 'memberCallbackList',
      },
      { command: 'beforeUserRegister', reply: '{"users":[null]}', field: 'users' },
    ])('2: $command panics on $reply', async ({ command, reply, field }) => {
      const shown = { as: 'error', code: 500 };
      expect(await outcomeOf(command, reply)).toMatchObject({ kind: 'panic', field, shownToUser: shown });
    });

    it.each([
      { command: 'beforeUserRegister', reply: '{"users":[]}' },
      { command: 'beforeImportFriends', reply: '{"friendUserIDs":[]}' },
      { command: 'beforeOfflinePush', reply: '{"userIDList":[]}' },
      { command: 'beforeSetFriendRemark', reply: '{"remark":""}' },
    ])('3: $reply changes nothing', async ({ command, reply }) => {
      expect(await outcomeOf(command, reply)).toMatchObject({ kind: 'allowed', applied: {} });
    });

    it.each([
      { command: 'beforeInviteUserToGroup', reply: '{"refusedMembersAccount":["u2"]}' },
      { command: 'beforeOnlinePush', reply: '{"userIDList":["u2"],"offlinePushInfo":{"title":"t"}}' },
      { command: 'beforeGroupOnlinePush', reply: '{"offlinePushInfo":{"title":"t"}}' },
      { command: 'beforeCreateGroup', reply: '{"applyMemberFriend":1}' },
      { command: 'beforeMsgModify', reply: '{"msgDataList":[1]}' },
    ])('4: $command reads and ignores $reply', async ({ command, reply }) => {
      expect(await outcomeOf(command, reply)).toMatchObject({ kind: 'allowed', applied: {} });
    });

    it('5: a userIDList on a notification skips the members who leave', async () => {
      server.answerWith({ status: 200, body: '{"userIDList":["u2"]}' });
      const body = { ...exampleBody('beforeGroupOnlinePush'), contentType: 1504 };
      const { outcome } = await sender.send('beforeGroupOnlinePush', body);
      expect(outcome).toMatchObject({ kind: 'allowed', applied: { userIDList: ['u2'] } });
      expect(outcome.kind === 'allowed' && outcome.notes).toHaveLength(1);
    });
  });
});

describe('what OpenIM makes of no answer', () => {
  let server: PlainServer;

  beforeAll(async () => {
    server = await new PlainServer().start();
  });

  afterAll(() => server.stop());

  const refused = { kind: 'refused', reason: 'network', code: 90004, msg: 'NetworkError' };

  const outcomeOf = async (url: string, timeoutSeconds?: number): Promise<Outcome> => {
    const sender = new OpenImSender({ url, timeoutSeconds });
    const { outcome } = await sender.send('beforeAddFriend');
    await sender.close();
    return outcome;
  };

  it('a timeout is refused', async () => {
    server.behave(() => undefined);
    expect(await outcomeOf(server.url, 0.1)).toMatchObject(refused);
  });

  it('an answer that does not end in time is refused', async () => {
    server.behave((_request, response) => response.writeHead(200).write('{}'));
    expect(await outcomeOf(server.url, 0.1)).toMatchObject(refused);
  });

  it('a reset connection is refused, and the detail shows the url with its password', async () => {
    server.behave((request) => request.socket.destroy());
    const url = server.url.replace('http://', 'http://user:p%40ss@');
    const outcome = await outcomeOf(url);
    expect(outcome).toMatchObject(refused);
    expect(outcome.kind === 'refused' && outcome.detail).toContain('user:p%40ss@');
  });

  it('a refused connection is refused', async () => {
    const gone = await new PlainServer().start();
    await gone.stop();
    expect(await outcomeOf(gone.url)).toMatchObject(refused);
  });

  it.each(['127.0.0.1/cb', ' http://127.0.0.1/cb', 'http://127.0.0.1:port/cb'])(
    'the url %j is refused',
    async (url) => {
      expect(await outcomeOf(url)).toMatchObject(refused);
    },
  );
});
