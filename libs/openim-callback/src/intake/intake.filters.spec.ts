import { readBody, sendBody } from '../../../../test/support/bodies.js';
import { intakeWith, said, startedInbox } from '../../../../test/support/intake-fixture.js';
import { Command } from '../contract/commands.js';
import type { AcceptedEvent } from '../delivery/accepted-event.js';
import { refuse } from '../replies/reply.js';

const READ = Command.afterSingleMsgRead;
const SEND = Command.beforeSendSingleMsg;

const fails = (): boolean => {
  throw new Error('no filter');
};

/** An inbox that keeps what is appended. */
function countingInbox() {
  const appended: AcceptedEvent[] = [];
  const inbox = Object.assign(startedInbox(), {
    append: (event: AcceptedEvent) => {
      appended.push(event);
      return 'stored' as const;
    },
  });
  return { appended, inbox };
}

const recipients = (appended: readonly AcceptedEvent[]) => appended.map((each) => each.recipients);

describe('an after event', () => {
  const call = (): void => undefined;

  it('is answered and not stored when nobody wants it', async () => {
    const { appended, inbox } = countingInbox();
    const { post, outcomes, filtered } = intakeWith({
      inbox,
      listeners: [
        { on: READ, call, options: { where: { userID: 'other' } } },
        { on: 'any', call, options: { where: () => false } },
      ],
    });
    expect(said(await post(readBody))).toMatchObject({ actionCode: 0, errCode: 0 });
    expect(appended).toEqual([]);
    expect(outcomes).toEqual(['filtered']);
    expect(filtered).toEqual(['Test.listener0', 'Test.listener1']);
  });

  it('is stored for those who want it', async () => {
    const { appended, inbox } = countingInbox();
    const { post, outcomes } = intakeWith({
      inbox,
      listeners: [
        { on: READ, call, options: { where: { userID: 'u1' } } },
        { on: READ, call, options: { where: { userID: 'other' } } },
        { on: READ, call },
      ],
    });
    await post(readBody);
    expect(recipients(appended)).toEqual([['Test.listener0', 'Test.listener2']]);
    expect(outcomes).toEqual(['accepted']);
  });

  it('is stored for all that the app will have when none of them has a filter', async () => {
    const { appended, inbox } = countingInbox();
    await intakeWith({ inbox, listeners: [{ on: READ, call }] }).post(readBody);
    expect(recipients(appended)).toEqual([undefined]);
  });

  it('is stored for a listener whose filter fails, and that is said', async () => {
    const { appended, inbox } = countingInbox();
    const { post, warnings } = intakeWith({
      inbox,
      listeners: [{ on: READ, call, options: { where: fails } }],
    });
    await post(readBody);
    expect(recipients(appended)).toEqual([['Test.listener0']]);
    expect(warnings).toEqual([
      'the filter of Test.listener0 failed, and the event is delivered to it: Error: no filter',
    ]);
  });
});

describe('a before callback', () => {
  const call = () => refuse(20001, 'no');

  it('is allowed at once when nobody wants it', async () => {
    const { post, filtered, outcomes } = intakeWith({
      listeners: [{ on: SEND, call, options: { where: { contentType: 114 } } }],
    });
    expect(said(await post({ ...sendBody, contentType: 101 }))).toMatchObject({ errCode: 0 });
    expect(said(await post({ ...sendBody, contentType: 114 }))).toMatchObject({ errCode: 20001 });
    expect(filtered).toEqual(['Test.listener0']);
    expect(outcomes).toEqual(['allowed', 'refused']);
  });

  it.each([
    ['refuse', 'listener-failed'],
    ['allow', ''],
  ] as const)('has a listener whose filter fails decide by its policy: %s', async (onFailure, errDlt) => {
    const { post, listenerErrors } = intakeWith({
      listeners: [{ on: SEND, call, options: { where: fails, onFailure } }],
    });
    expect(said(await post(sendBody))).toMatchObject({ errDlt });
    expect(listenerErrors).toEqual([new Error('no filter')]);
  });

  it('does not count on those who do not want it when the deadline has passed', async () => {
    const never = (): Promise<never> => new Promise(() => undefined);
    const { post } = intakeWith({
      deadline: 20,
      listeners: [
        { on: SEND, call: never, options: { onFailure: 'allow' } },
        { on: SEND, call, options: { where: { contentType: 114 } } },
        { on: SEND, call, options: { where: () => false } },
      ],
    });
    expect(said(await post({ ...sendBody, contentType: 101 }))).toMatchObject({ errCode: 0 });
    expect(said(await post({ ...sendBody, contentType: 114 }))).not.toMatchObject({ errCode: 0 });
  });

  it('is shown to the observers that want it only', async () => {
    const { appended, inbox } = countingInbox();
    const { post } = intakeWith({
      inbox,
      listeners: [
        { on: 'any', call: () => undefined, options: { where: { callbackCommand: SEND } } },
        { on: 'any', call: () => undefined, options: { where: { callbackCommand: READ } } },
      ],
    });
    await post(sendBody);
    expect(recipients(appended)).toEqual([['Test.listener0']]);
  });
});
