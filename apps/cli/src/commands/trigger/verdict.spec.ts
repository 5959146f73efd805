import { interpretReply, type Outcome } from 'openim-sender';
import { codeOf, exitCodeOf, reasonOf, verdictOf, type Verdict } from './verdict.js';

const shownToUser = { as: 'error', code: 90004, msg: '', detail: '', logsOut: false } as const;
const noAnswer: Outcome = {
  kind: 'refused',
  code: 90004,
  msg: 'm',
  detail: 'd',
  reason: 'network',
  shownToUser,
};
const lost: Outcome = { kind: 'reported', delivered: false, readable: false, detail: 'reset' };
const before = (reply: string): Outcome => interpretReply('beforeUserRegister', {}, reply);
const after = (reply: string): Outcome => interpretReply('afterUserOnline', {}, reply);

describe('verdictOf, codeOf and reasonOf', () => {
  it.each<[string, Outcome, Verdict, number | undefined, unknown]>([
    ['an allowing answer', before('{}'), 'allowed', undefined, undefined],
    ['a refusal', before('{"nextCode":1,"errCode":5001,"errMsg":"no"}'), 'refused', 5001, 'no'],
    ['an unreadable answer', before(''), 'unreadable', 90007, expect.stringContaining('unexpected end')],
    ['a nil dereference', before('{"users":[null]}'), 'panic', 500, 'element 0 is null'],
    ['no answer', noAnswer, 'no answer', 90004, 'd'],
    ['a report', after('{}'), 'reported', undefined, undefined],
    [
      'an unreadable answer to a report',
      after('ok'),
      'unreadable',
      90007,
      expect.stringContaining('invalid'),
    ],
    ['a lost report', lost, 'no answer', 90004, 'reset'],
    [
      'unusable content',
      interpretReply('beforeMsgModify', {}, '{"content":"x"}'),
      'refused',
      1001,
      expect.any(String),
    ],
  ])('%s', (_name, outcome, verdict, code, reason) => {
    expect([verdictOf(outcome), codeOf(outcome)]).toEqual([verdict, code]);
    expect(reasonOf(outcome)).toEqual(reason);
  });
});

describe('exitCodeOf', () => {
  it.each<[Verdict[], number]>([
    [[], 0],
    [['allowed', 'reported'], 0],
    [['allowed', 'refused'], 1],
    [['panic'], 1],
    [['refused', 'unreadable'], 3],
    [['no answer', 'refused'], 3],
  ])('of %j is %i', (verdicts, code) => {
    expect(exitCodeOf(verdicts)).toBe(code);
  });
});
