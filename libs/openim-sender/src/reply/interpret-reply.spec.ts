import fc from 'fast-check';
import { findCommand, wireCommands } from '../commands/wire-commands.js';
import { exampleBody } from '../examples/example-body.js';
import { interpretReply, networkOutcome, rejectedContent } from './interpret-reply.js';
import type { Outcome } from './outcome.js';
import { readReply } from './read-reply.js';

function interpret(command: string, reply: string | Buffer): Outcome {
  return interpretReply(command, exampleBody(command), reply);
}

const beforeCommands = wireCommands.filter(({ phase }) => phase === 'before');
const afterCommands = wireCommands.filter(({ phase }) => phase === 'after');

describe('interpretReply, before callbacks', () => {
  it('refuses when actionCode is 0 and nextCode 1', () => {
    const reply = '{"actionCode":0,"errCode":5001,"errMsg":"no","errDlt":"d","nextCode":1}';
    for (const { command } of beforeCommands) {
      expect(interpret(command, reply)).toMatchObject({
        kind: 'refused',
        reason: 'reply',
        code: 5001,
        msg: 'no',
        detail: 'd',
      });
    }
  });

  it.each([
    '{"nextCode":1}',
    '{"NEXTCODE":1}',
    '{"nextCode":0,"nextCode":1}',
    '{"nextCode":1,"nextCode":null}',
    '{"nextCode":1,"actionCode":null,"errMsg":null}',
    '{"actionCode":1,"actionCode":0,"nextCode":1}',
    ' {"nextCode":1}\r\n',
    '{"nextCode":1,"content":{"anything":[1]}}',
    Buffer.from([...Buffer.from('{"nextCode":1,"errMsg":"'), 0xff, ...Buffer.from('"}')]),
  ])('%s refuses', (reply) => {
    expect(interpret('beforeAddFriend', reply)).toMatchObject({ kind: 'refused', reason: 'reply', code: 0 });
  });

  it.each([
    '{"actionCode":1,"errCode":5001,"nextCode":1}',
    '{"actionCode":-1,"nextCode":1}',
    '{"errCode":5001,"nextCode":0}',
    '{"nextCode":2}',
    '{"nextCode":-1}',
    '{"nextCode":1,"nextCode":0}',
    '{"next_code":1}',
    '{}',
    'null',
    ' null\n',
    '{"message":"Unauthorized","statusCode":401}',
    '{"message":"Cannot POST /cb","error":"Not Found","statusCode":404}',
    '{"nextCode":null}',
    '{"actionCode":0,"errCode":0,"errMsg":"","errDlt":"","nextCode":0}\n',
  ])('%s allows, whatever the status', (reply) => {
    for (const { command } of beforeCommands) expect(interpret(command, reply).kind).toBe('allowed');
  });

  it.each([
    '',
    ' ',
    'ok',
    '<html></html>',
    '[]',
    '[{"nextCode":1}]',
    'true',
    '0',
    '"ok"',
    '\ufeff{}',
    '{}{}',
    '{} {}',
    '{},',
    '{"nextCode":"1"}',
    '{"nextCode":"0"}',
    '{"nextCode":""}',
    '{"nextCode":true}',
    '{"nextCode":1.0}',
    '{"errCode":"0"}',
    '{"errCode":5e3}',
    '{"errCode":2147483648}',
    '{"errCode":-2147483649}',
    '{"errMsg":5}',
    '{"errDlt":{}}',
    '{"actionCode":[]}',
    '{"nextCode":1,"errMsg":[]}',
    '{"nextCode":1}}',
    "{'nextCode':1}",
    '{"nextCode":01}',
  ])('%j is no answer: 90007', (reply) => {
    for (const { command } of beforeCommands) {
      expect(interpret(command, reply)).toMatchObject({
        kind: 'refused',
        reason: 'data',
        code: 90007,
        msg: 'DataError',
        detail: expect.stringMatching(/ response format error$/),
      });
    }
  });

  it('takes a wrong type in any of a command’s own fields for no answer', () => {
    for (const { command, reply } of beforeCommands) {
      for (const [name, { goType }] of Object.entries(reply)) {
        const wrong = /^\*int32$|Int32Value/.test(goType) ? '"5"' : '5';
        expect(interpret(command, `{"nextCode":1,"${name.toUpperCase()}":${wrong}}`)).toMatchObject({
          kind: 'refused',
          code: 90007,
        });
      }
    }
  });

  it.each([
    ['beforeUserRegister', '{"users":{"userID":"u"}}'],
    ['beforeUserRegister', '{"users":[{"userID":1}]}'],
    ['beforeMemberJoinGroup', '{"memberCallbackList":[{"userID":"u2","roleLevel":"60"}]}'],
    ['beforeOfflinePush', '{"offlinePushInfo":{"iOSBadgeCount":1}}'],
    ['beforeOnlinePush', '{"userIDList":[1]}'],
    ['beforeMsgModify', '{"options":{"history":"true"}}'],
    ['beforeMsgModify', '{"msgDataList":"not base64"}'],
    ['beforeSetGroupInfoEx', '{"groupID":"g","groupName":{"value":"x"}}'],
    ['beforeSetGroupInfoEx', '{"groupID":"g","needVerification":2.0}'],
    ['beforeInviteUserToGroup', '{"refusedMembersAccount":"u2"}'],
  ])('%s: %s is no answer', (command, reply) => {
    expect(interpret(command, reply)).toMatchObject({ kind: 'refused', reason: 'data', code: 90007 });
  });

  it.each([
    ['beforeMsgModify', '{"offlinePushInfo":{}}', 'offlinePushInfo'],
    ['beforeUpdateUserInfoEx', '{"faceURL":"x"}', 'faceURL'],
    ['beforeMemberJoinGroup', '{"memberCallbackList":[null]}', 'memberCallbackList'],
    ['beforeUserRegister', '{"users":[null]}', 'users'],
  ])('%s: %s panics', (command, reply, field) => {
    expect(interpret(command, reply)).toMatchObject({
      kind: 'panic',
      field,
      shownToUser: { as: 'error', code: 500, msg: 'panic error' },
    });
  });

  it('refuses before it could panic', () => {
    expect(interpret('beforeUserRegister', '{"users":[null],"nextCode":1}').kind).toBe('refused');
  });

  it.each(['"text"', '"[]"', '"{"', '""'])('beforeMsgModify: content %s is an argument error', (content) => {
    expect(interpret('beforeMsgModify', `{"content":${content}}`)).toMatchObject({
      kind: 'refused',
      reason: 'apply',
      code: 1001,
      msg: 'ArgsError',
    });
  });

  it.each(['beforeSetGroupInfo', 'beforeSetGroupInfoEx'])('%s: a plain allow wipes the group', (command) => {
    const outcome = interpret(command, '{"actionCode":0,"errCode":0,"errMsg":"","errDlt":"","nextCode":0}');
    expect(outcome).toMatchObject({
      kind: 'allowed',
      laterError: { code: 1004, msg: 'RecordNotFoundError' },
      applied: { groupID: '' },
    });
  });

  it('foresees no error when the group is echoed', () => {
    const reply = JSON.stringify(exampleBody('beforeSetGroupInfoEx'));
    expect(interpret('beforeSetGroupInfoEx', reply)).toMatchObject({ kind: 'allowed', laterError: null });
  });

  it('reads the request body from text and bytes too', () => {
    const body = JSON.stringify(exampleBody('beforeUpdateUserInfoEx'));
    const reply = '{"nickName":"Al"}';
    for (const given of [body, Buffer.from(body)]) {
      expect(interpretReply('beforeUpdateUserInfoEx', given, reply)).toMatchObject({
        kind: 'allowed',
        applied: { nickName: 'Al' },
      });
    }
    expect(interpretReply('beforeUpdateUserInfoEx', '{', reply).kind).toBe('panic');
  });

  it('takes an unknown command for one without fields', () => {
    expect(interpretReply('callbackBeforeNewCommand', {}, '{"x":1}')).toEqual({
      kind: 'allowed',
      applied: {},
      laterError: null,
      notes: ['unknown field "x" is ignored'],
    });
    expect(interpretReply('callbackBeforeNewCommand', {}, '')).toMatchObject({ code: 90007 });
  });
});

describe('interpretReply, after callbacks', () => {
  it('throws the answer away, refusals included', () => {
    for (const { command } of afterCommands) {
      expect(interpret(command, '{"nextCode":1,"errCode":5001}')).toEqual({
        kind: 'reported',
        delivered: true,
        readable: true,
        detail: '',
      });
    }
  });

  it('says when the answer was unreadable, which changes nothing', () => {
    expect(interpret('afterSingleMsgRead', '')).toEqual({
      kind: 'reported',
      delivered: true,
      readable: false,
      detail: 'unexpected end of JSON input',
    });
  });
});

describe('interpretReply, arbitrary answers', () => {
  const command = fc.constantFrom(...wireCommands.map((row) => row.command), 'unknown');
  const kinds = ['allowed', 'refused', 'panic', 'reported'];

  it('never throws on arbitrary bytes', () => {
    fc.assert(
      fc.property(command, fc.uint8Array(), fc.anything(), (name, bytes, body) => {
        expect(kinds).toContain(interpretReply(name, body, Buffer.from(bytes)).kind);
      }),
    );
  });

  it('never throws on arbitrary JSON, put into the command’s own fields', () => {
    fc.assert(
      fc.property(command, fc.jsonValue(), (name, value) => {
        const fields = Object.keys(wireCommands.find((row) => row.command === name)?.reply ?? {});
        const reply = JSON.stringify(Object.fromEntries(fields.map((field) => [field, value])));
        expect(kinds).toContain(interpretReply(name, {}, reply).kind);
      }),
    );
  });

  it('refuses by reply exactly when actionCode is 0 and nextCode 1', () => {
    const code = fc.integer({ min: -2, max: 2 });
    fc.assert(
      fc.property(code, code, (actionCode, nextCode) => {
        const { kind } = interpret('beforeAddBlack', JSON.stringify({ actionCode, nextCode }));
        expect(kind).toBe(actionCode === 0 && nextCode === 1 ? 'refused' : 'allowed');
      }),
    );
  });
});

const url = 'http://user:secret@h/cb/x';

describe('networkOutcome', () => {
  it('refuses a before callback and shows the URL with its password', () => {
    expect(networkOutcome('beforeAddFriend', url, 'EOF')).toEqual({
      kind: 'refused',
      reason: 'network',
      code: 90004,
      msg: 'NetworkError',
      detail: `EOF, post url=${url}`,
      shownToUser: {
        as: 'error',
        code: 90004,
        msg: 'NetworkError',
        detail: `EOF, post url=${url}`,
        logsOut: false,
      },
    });
  });

  it('tells nobody about a push', () => {
    expect(networkOutcome('beforeOfflinePush', url, 'EOF')).toMatchObject({ shownToUser: { as: 'nothing' } });
  });

  it('loses an after callback', () => {
    expect(networkOutcome('afterSingleMsgRead', url, 'EOF')).toEqual({
      kind: 'reported',
      delivered: false,
      readable: false,
      detail: `EOF, post url=${url}`,
    });
  });

  it('refuses an unknown command', () => {
    expect(networkOutcome('callbackX', url, 'EOF')).toMatchObject({ kind: 'refused', code: 90004 });
  });
});

function rejected(key: string, content: unknown): string | undefined {
  const row = findCommand(key);
  return rejectedContent(row, readReply(row, Buffer.from(JSON.stringify({ content }))));
}

describe('rejectedContent', () => {
  it.each(['{}', '{"content":"hi"}', 'null', ' {"a":[1]} \n', null])('accepts %j', (content) => {
    expect(rejected('beforeMsgModify', content)).toBeUndefined();
  });

  it.each(['', 'hi', '[]', '"x"', '5', 'true', '{', '{}{}'])('rejects %j', (content) => {
    expect(rejected('beforeMsgModify', content)).toBe(
      `webhook msg modify content is not json, content=${content}`,
    );
  });

  it('looks at no other command', () => {
    expect(rejected('beforeSendSingleMsg', 'hi')).toBeUndefined();
  });
});
