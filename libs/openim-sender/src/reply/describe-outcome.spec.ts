import type { RefusalAudience } from '../commands/wire-command.js';
import { findCommand } from '../commands/wire-commands.js';
import { exampleBody } from '../examples/example-body.js';
import { interpretReply } from './interpret-reply.js';
import type { Outcome } from './outcome.js';
import type { ShownToUser } from './shown-to-user.js';
import { describeOutcome, type Description, describeShown } from './describe-outcome.js';

const commandOf = (key: string): { refusalSeenBy: RefusalAudience } => ({
  refusalSeenBy: findCommand(key)?.refusalSeenBy ?? 'caller',
});

function describeReply(key: string, reply: string): Description {
  return describeOutcome(interpretReply(key, exampleBody(key), reply), commandOf(key));
}

describe('describeOutcome', () => {
  it('of a plain allow', () => {
    expect(describeReply('beforeAddFriend', '{}')).toEqual({
      title: 'ALLOWED, OpenIM goes on',
      mood: 'green',
      lines: ['nothing of the answer is applied'],
    });
  });

  it('of an allow with fields and oddities', () => {
    expect(describeReply('beforeSetFriendRemark', '{"remark":"<x>","foo":1}')).toEqual({
      title: 'ALLOWED, OpenIM goes on',
      mood: 'yellow',
      lines: ['applied: remark = "\\u003cx\\u003e"', 'warning: unknown field "foo" is ignored'],
    });
  });

  it('of an allow that wipes the group id', () => {
    const { title, mood, lines } = describeReply('beforeSetGroupInfo', '{}');
    expect([title, mood]).toEqual(['ALLOWED, but the operation fails', 'yellow']);
    expect(lines).toContain('warning: groupID is wiped: the answer must echo it');
    expect(lines.at(-1)).toBe('the operation then fails with 1004 RecordNotFoundError');
  });

  it('of a refusal', () => {
    expect(
      describeReply('beforeAddFriend', '{"nextCode":1,"errCode":5001,"errMsg":"no","errDlt":"why"}'),
    ).toEqual({
      title: 'REFUSED with 5001 no',
      mood: 'red',
      lines: [
        'the answer says so: actionCode 0 and nextCode 1',
        'the caller sees error 5001 no',
        'and the detail: why',
      ],
    });
  });

  it('of an unreadable answer', () => {
    const { title, lines } = describeReply('beforeAddFriend', '<html>');
    expect(title).toBe('REFUSED with 90007 DataError');
    expect(lines).toEqual([
      expect.stringMatching(/^OpenIM cannot read the answer: /),
      'the caller sees error 90007 DataError',
      'and that detail',
    ]);
  });

  it('of an answer that OpenIM cannot use', () => {
    expect(describeReply('beforeMsgModify', '{"content":"x"}').lines[0]).toMatch(
      /^OpenIM cannot use the answer: /,
    );
  });

  it('of a missing answer, with the leak', () => {
    const shownToUser = {
      as: 'error',
      code: 90004,
      msg: 'NetworkError',
      detail: 'd',
      logsOut: false,
    } as const;
    const outcome = {
      kind: 'refused',
      code: 90004,
      msg: 'NetworkError',
      detail: 'd',
      reason: 'network',
    } as const;
    expect(describeOutcome({ ...outcome, shownToUser }, commandOf('beforeAddFriend'))).toEqual({
      title: 'REFUSED with 90004 NetworkError',
      mood: 'red',
      lines: [
        'OpenIM got no answer: d',
        'the caller sees error 90004 NetworkError',
        'and that detail',
        'whoever sees the detail sees the whole url, and any password or secret in it',
      ],
    });
  });

  it('of a panic', () => {
    expect(describeReply('beforeUserRegister', '{"users":[null]}')).toEqual({
      title: 'PANIC over the field users',
      mood: 'red',
      lines: [
        'OpenIM dereferences a nil pointer: element 0 is null',
        'the caller sees error 500 panic error',
        'and that detail',
      ],
    });
  });

  it.each<[string, Outcome, Description]>([
    [
      'delivered',
      { kind: 'reported', delivered: true, readable: true, detail: '' },
      { title: 'REPORTED', mood: 'green', lines: ['OpenIM could read the answer, and throws it away'] },
    ],
    [
      'unreadable',
      { kind: 'reported', delivered: true, readable: false, detail: 'bad' },
      {
        title: 'REPORTED, but the answer is unreadable',
        mood: 'yellow',
        lines: ['bad', 'it makes no difference to OpenIM, which throws the answer away'],
      },
    ],
    [
      'lost',
      { kind: 'reported', delivered: false, readable: false, detail: 'reset' },
      {
        title: 'LOST, there is no answer',
        mood: 'red',
        lines: ['reset', 'OpenIM does not try again, and logs nothing'],
      },
    ],
  ])('of an event that was %s', (_name, outcome, description) => {
    expect(describeOutcome(outcome, commandOf('afterUserOnline'))).toEqual(description);
  });
});

const error: ShownToUser = { as: 'error', code: 5001, msg: 'no', detail: '', logsOut: false };

describe('describeShown', () => {
  it('tells who sees which error', () => {
    expect(describeShown(error, 'sender')).toEqual(['the sender of the message sees error 5001 no']);
    expect(describeShown({ ...error, msg: '' }, 'caller')).toEqual(['the caller sees error 5001']);
  });

  it('tells who sees the detail, once', () => {
    const detailed = { ...error, detail: 'why' };
    expect(describeShown(detailed, 'caller')[1]).toBe('and the detail: why');
    expect(describeShown(detailed, 'sender')[1]).toBe('and, over REST only, the detail: why');
    expect(describeShown(detailed, 'caller', 'why')[1]).toBe('and that detail');
    expect(describeShown(detailed, 'sender', 'why')[1]).toBe('and, over REST only, that detail');
  });

  it('warns of the codes that log users out', () => {
    expect(describeShown({ ...error, code: 1501, logsOut: true }, 'caller').at(-1)).toContain(
      'logs the user out',
    );
  });

  it('tells of refusals that look like success, and of those that nobody sees', () => {
    const none = { code: 0, msg: '', detail: '', logsOut: false };
    expect(describeShown({ as: 'success', ...none }, 'caller')).toEqual([
      'the caller believes that it succeeded, because errCode 0 means success',
    ]);
    expect(describeShown({ as: 'nothing', ...none }, 'nobody')).toEqual([
      "nobody is told; there is a warning in OpenIM's log",
    ]);
  });
});
