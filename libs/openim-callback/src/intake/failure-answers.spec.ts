import { ALLOWED, notAccepted, refused } from '../../../../test/support/bodies.js';
import { said } from '../../../../test/support/intake-fixture.js';
import { Command } from '../contract/commands.js';
import { answerFailure, DEFAULT_FAILURE_REPLY } from './failure-answers.js';
import type { Failure } from './failure.js';

const failure: Failure = { reason: 'bad-json', detail: 'the body is not JSON' };

describe('the answer to a callback that failed', () => {
  it.each([
    ['a before command', Command.beforeSendSingleMsg, 'refuse', refused('bad-json')],
    ['a before command', Command.beforeSendSingleMsg, 'allow', ALLOWED],
    [
      'a before command by an older name',
      'callbackBeforeMemberJoinGroupCommand',
      'refuse',
      refused('bad-json'),
    ],
    ['no known command', 'callbackFromTheFuture', 'refuse', refused('bad-json')],
    ['no known command', 'callbackFromTheFuture', 'allow', ALLOWED],
    ['no command', undefined, 'refuse', refused('bad-json')],
    ['no command', undefined, 'allow', ALLOWED],
    ['an after command', Command.afterSingleMsgRead, 'refuse', notAccepted('bad-json: the body is not JSON')],
    ['an after command', Command.afterSingleMsgRead, 'allow', notAccepted('bad-json: the body is not JSON')],
    [
      'the after command named like a before one',
      Command.afterRevokeMsg,
      'refuse',
      notAccepted('bad-json: the body is not JSON'),
    ],
    [
      'an after command by an older name',
      'callbackGroupMsgReadCommand',
      'refuse',
      notAccepted('bad-json: the body is not JSON'),
    ],
  ] as const)('of %s (%s) under the policy %s', (_what, command, policy, answer) => {
    const given = answerFailure(failure, command, policy, DEFAULT_FAILURE_REPLY);
    expect(given.status).toBe(200);
    expect(said(given)).toEqual(answer);
  });

  it('has the code and the text of the option', () => {
    const given = answerFailure(failure, undefined, 'refuse', { errCode: 20777, errMsg: 'try again' });
    expect(said(given)).toEqual(refused('bad-json', 20777, 'try again'));
  });

  it('tells users nothing but the reason, and a person with a browser what this is', () => {
    const explained: Failure = { reason: 'wrong-method', detail: 'this is where callbacks go' };
    expect(said(answerFailure(explained, undefined, 'refuse', DEFAULT_FAILURE_REPLY))).toEqual(
      refused('wrong-method', 20500, 'this is where callbacks go'),
    );
  });

  it('has pinned defaults', () => {
    expect(DEFAULT_FAILURE_REPLY).toEqual({ errCode: 20500, errMsg: 'the request could not be checked' });
  });
});
