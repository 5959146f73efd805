import { Command } from '../contract/commands.js';
import { intakeWith, startedInbox, type TestListener } from '../../../../test/support/intake-fixture.js';
import { allow, modify, refuse } from '../replies/reply.js';

const message = {
  callbackCommand: Command.beforeSendSingleMsg,
  sendID: '1',
  recvID: '2',
  content: '{}',
};
const read = {
  callbackCommand: Command.afterSingleMsgRead,
  conversationID: 'si_1_2',
  userID: '1',
  seqs: [1],
};

const deciding = (call: TestListener['call']): TestListener => ({ on: Command.beforeSendSingleMsg, call });

describe('the outcome that the intake tells', () => {
  it.each<[string, TestListener['call'], string]>([
    ['allows', () => allow(), 'allowed'],
    ['allows later', async () => allow(), 'allowed'],
    ['refuses', () => refuse(20001, 'no'), 'refused'],
    ['throws', () => Promise.reject(new Error('broken')), 'undecided'],
  ])('of a before callback whose listener %s', async (_what, call, outcome) => {
    const { post, outcomes, failures } = intakeWith({ listeners: [deciding(call)] });
    await post(message);
    expect(outcomes).toEqual([outcome]);
    expect(failures).toEqual([]);
  });

  it('of a message that a listener has changed', async () => {
    const call = () => modify({ content: '{"content":"****"}' });
    const { post, outcomes } = intakeWith({ listeners: [{ on: Command.beforeMsgModify, call }] });
    await post({ ...message, callbackCommand: Command.beforeMsgModify });
    expect(outcomes).toEqual(['modified']);
  });

  it('of an after event says how safe it is', async () => {
    const listeners = [{ on: Command.afterSingleMsgRead, call: () => undefined }];
    const stored = intakeWith({ listeners });
    await stored.post(read);
    expect(stored.outcomes).toEqual(['accepted']);
    const inbox = Object.assign(startedInbox(), { append: () => Promise.resolve('held' as const) });
    const held = intakeWith({ listeners, inbox });
    await held.post(read);
    expect(held.outcomes).toEqual(['held']);
  });

  it('is none for what fails, which is told as a failure', async () => {
    const { post, outcomes, failures } = intakeWith();
    await post('{');
    await post(message, { method: 'GET' });
    expect(outcomes).toEqual([]);
    expect(failures.map(({ reason }) => reason)).toEqual(['bad-json', 'wrong-method']);
  });
});
