import { ALLOWED, refused, sendBody } from '../../../../test/support/bodies.js';
import { intakeWith, said, startedInbox } from '../../../../test/support/intake-fixture.js';
import { gate, until } from '../../../../test/support/until.js';
import { Command } from '../contract/commands.js';
import { InboxFullError } from '../delivery/inbox.js';
import { DeadlineError } from '../listeners/bound-listener.js';
import type { CallbackContext } from '../listeners/callback-context.js';
import { allow, modify, refuse } from '../replies/reply.js';

const on = Command.beforeSendSingleMsg;
const modifyBody = { callbackCommand: Command.beforeMsgModify, sendID: 'u1', content: '{}' };

describe('a before callback', () => {
  it('is allowed when nobody listens', async () => {
    const { post, received } = intakeWith();
    const answer = await post(sendBody);
    expect(answer).toMatchObject({ status: 200 });
    expect(said(answer)).toEqual(ALLOWED);
    expect(received).toMatchObject([
      { event: { sendID: 'u1' }, context: { phase: 'before', operationID: 'op-1' } },
    ]);
  });

  it('is answered at once when its listeners are', () => {
    const { intake } = intakeWith({ listeners: [{ on, call: () => refuse(20001, 'no') }] });
    const head = {
      method: 'POST',
      target: '/',
      headers: {},
      remoteAddress: undefined,
      startedAt: performance.now(),
    };
    const answer = intake.receive(
      { head, pathCommand: undefined, query: '' },
      Buffer.from(JSON.stringify(sendBody)),
    );
    expect(answer).not.toBeInstanceOf(Promise);
  });

  it.each([
    ['nothing', () => undefined, ALLOWED],
    ['allow()', () => allow(), ALLOWED],
    ['refuse()', () => refuse(20001, 'no', 'd'), refused('d', 20001, 'no')],
    ['a promise', async () => refuse(20001, 'no'), refused('', 20001, 'no')],
  ])('is answered as the listener says: %s', async (_what, call, answer) => {
    const { post, listenerErrors } = intakeWith({ listeners: [{ on, call }] });
    expect(said(await post(sendBody))).toEqual(answer);
    expect(listenerErrors).toEqual([]);
  });

  it('is answered with what is changed', async () => {
    const { post } = intakeWith({
      listeners: [{ on: Command.beforeMsgModify, call: () => modify({ content: '{"a":1}' }) }],
    });
    expect(said(await post(modifyBody))).toEqual({ ...ALLOWED, content: '{"a":1}' });
  });

  it('warns of what was left out of the answer', async () => {
    const call = () => modify({ offlinePushInfo: { title: 't' } });
    const { post, warnings } = intakeWith({ listeners: [{ on: Command.beforeMsgModify, call }] });
    expect(said(await post(modifyBody))).toEqual(ALLOWED);
    expect(warnings).toEqual([expect.stringContaining('beforeMsgModify: offlinePushInfo was dropped')]);
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('boom');
      },
    ],
    ['rejects', () => Promise.reject(new Error('boom'))],
    ['returns what cannot be sent', () => true],
    ['refuses with a code that OpenIM replaces', () => refuse(5, 'no')],
  ])('whose listener %s is refused by default', async (_what, call) => {
    const { post, listenerErrors } = intakeWith({ listeners: [{ on, call }] });
    expect(said(await post(sendBody))).toEqual(refused('listener-failed'));
    expect(listenerErrors).toHaveLength(1);
  });

  it('whose listener fails is allowed where that is the policy', async () => {
    const call = () => {
      throw new Error('boom');
    };
    for (const setup of [
      { onFailure: 'allow' as const, listeners: [{ on, call }] },
      { listeners: [{ on, call, options: { onFailure: 'allow' as const } }] },
    ]) {
      const { post, listenerErrors } = intakeWith(setup);
      expect(said(await post(sendBody))).toEqual(ALLOWED);
      expect(listenerErrors).toHaveLength(1);
    }
  });

  it('is refused at the deadline, which counts from its arrival, and the listener is told to stop', async () => {
    const aborted = gate<unknown>();
    const call = (_event: unknown, { signal }: CallbackContext) => {
      signal.addEventListener('abort', () => aborted.open(signal.reason));
      return new Promise(() => undefined);
    };
    const { post, listenerErrors } = intakeWith({ listeners: [{ on, call }], deadline: 5000 });
    const answer = await post(sendBody, { startedAt: performance.now() - 5000 });
    expect(said(answer)).toEqual(refused('listener-failed'));
    expect(listenerErrors).toEqual([new DeadlineError(5000)]);
    expect(await aborted.promise).toEqual(new DeadlineError(5000));
  });

  it('echoes what OpenIM would otherwise lose', async () => {
    const { post } = intakeWith();
    const body = { callbackCommand: Command.beforeSetGroupInfo, groupID: 'g1', groupName: 'n' };
    expect(said(await post(body))).toMatchObject({ ...ALLOWED, groupID: 'g1', groupName: 'n' });
  });
});

describe('the observers of everything', () => {
  const observer = { on: 'any', call: () => undefined };

  it('are shown a before event, which decides without them', async () => {
    const inbox = startedInbox();
    const { post } = intakeWith({ inbox, listeners: [observer, { on, call: () => refuse(20001, 'no') }] });
    expect(said(await post(sendBody))).toEqual(refused('', 20001, 'no'));
    await until(() => inbox.delivered.length === 1);
    expect(inbox.delivered).toMatchObject([{ callbackCommand: on, sendID: 'u1' }]);
  });

  it('are not shown one that could not be decided upon its way in', async () => {
    const inbox = startedInbox();
    const { post } = intakeWith({ inbox, listeners: [observer] });
    await post({ ...sendBody, sendID: 5 });
    await new Promise(setImmediate);
    expect(inbox.delivered).toEqual([]);
  });

  it.each([
    [
      'throws',
      () => {
        throw new InboxFullError('no room');
      },
    ],
    ['rejects', () => Promise.reject(new InboxFullError('no room'))],
  ])('change nothing when the inbox %s', async (_what, append) => {
    const inbox = Object.assign(startedInbox(), { append });
    const { post, warnings, failures } = intakeWith({ inbox, listeners: [observer] });
    expect(said(await post(sendBody))).toEqual(ALLOWED);
    await until(() => warnings.length > 0);
    expect(warnings).toEqual([
      'beforeSendSingleMsg is not shown to @OnAnyCallback(): InboxFullError: no room',
    ]);
    expect(failures).toEqual([]);
  });

  it('do not delay the answer', async () => {
    const disk = gate();
    const inbox = Object.assign(startedInbox(), { append: () => disk.promise });
    const { post } = intakeWith({ inbox, listeners: [observer] });
    expect(said(await post(sendBody))).toEqual(ALLOWED);
    disk.open();
  });
});
