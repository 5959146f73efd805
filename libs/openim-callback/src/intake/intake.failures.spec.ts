import { ALLOWED, notAccepted, readBody, refused, sendBody } from '../../../../test/support/bodies.js';
import { headWith, intakeWith, said, startedInbox } from '../../../../test/support/intake-fixture.js';
import { Command } from '../contract/commands.js';
import { allow } from '../replies/reply.js';
import { UNUSABLE, type FailureReason } from './failure.js';

const text = (body: object): string => JSON.stringify(body);
const deep = `${'['.repeat(70)}${']'.repeat(70)}`;

/** What makes a body unusable; each is put into a body of some command. */
const spoilt: readonly (readonly [FailureReason, (body: { callbackCommand: string }) => string])[] = [
  ['bad-json', (body) => text(body).slice(0, -1)],
  ['bad-json', () => '[]'],
  ['bad-json', () => ''],
  ['too-deep', (body) => text(body).replace(/}$/, `,"x":${deep}}`)],
  ['unsafe-integer', (body) => text(body).replace(/}$/, ',"x":9007199254740993}')],
  ['no-command', (body) => text({ ...body, callbackCommand: undefined })],
  ['other-command', (body) => text({ ...body, callbackCommand: Command.afterUserOnline })],
  ['invalid-event', (body) => text({ ...body, userID: 5, sendID: 5 })],
];

const listening = [
  { on: Command.beforeSendSingleMsg, call: () => allow() },
  { on: Command.afterSingleMsgRead, call: () => undefined },
];

describe.each(spoilt)('an after callback that is unusable (%s)', (reason, spoil) => {
  it('is set aside as it arrived, and not acknowledged', async () => {
    const inbox = startedInbox();
    const { post, failures, received } = intakeWith({ inbox, listeners: listening });
    const raw = Buffer.from(spoil(readBody));
    const answer = await post(raw, { target: `/${readBody.callbackCommand}?key=k` });
    expect(answer.status).toBe(200);
    expect(said(answer)).toMatchObject({ actionCode: 0, errCode: 20500, nextCode: 1 });
    expect(said(answer)).toEqual(notAccepted(`${reason}: ${failures[0]?.detail}`));
    expect(failures).toMatchObject([{ reason, instance: 'default' }]);
    const letters = await inbox.deadLetters.list();
    expect(letters).toMatchObject([
      { kind: 'unusable', reason: `${reason}: ${failures[0]?.detail}`, query: 'key=k' },
    ]);
    expect(letters[0]?.raw.equals(raw)).toBe(true);
    expect([inbox.delivered, received]).toEqual([[], []]);
  });
});

describe.each(spoilt)('a before callback that is unusable (%s)', (reason, spoil) => {
  const target = `/${sendBody.callbackCommand}`;

  it('is answered by the policy, and not set aside, since OpenIM has told its user', async () => {
    const inbox = startedInbox();
    const { post, failures } = intakeWith({ inbox, listeners: listening });
    const answer = await post(Buffer.from(spoil(sendBody)), { target });
    // With another command in the body it is that command's answer, of an after one here.
    const other = reason === 'other-command';
    expect(said(answer)).toEqual(other ? notAccepted(`${reason}: ${failures[0]?.detail}`) : refused(reason));
    expect(await inbox.deadLetters.list()).toHaveLength(other ? 1 : 0);
  });

  it('is allowed where its listeners would', async () => {
    const listeners = [
      { on: Command.beforeSendSingleMsg, call: () => allow(), options: { onFailure: 'allow' as const } },
    ];
    const { post } = intakeWith({ listeners });
    const answer = said(await post(Buffer.from(spoil(sendBody)), { target }));
    expect(answer).toMatchObject(reason === 'other-command' ? { nextCode: 1 } : ALLOWED);
  });
});

describe('an unusable callback', () => {
  it('of no known command is set aside and answered by the policy', async () => {
    const inbox = startedInbox();
    const { post } = intakeWith({ inbox });
    expect(said(await post('{', { target: '/' }))).toEqual(refused('bad-json'));
    expect(said(await post('{', { target: '/callbackFromTheFuture' }))).toEqual(refused('bad-json'));
    const letters = await inbox.deadLetters.list({ kind: 'unusable' });
    expect(letters.map(({ command }) => command)).toEqual([undefined, 'callbackFromTheFuture']);
    expect(said(await intakeWith({ onFailure: 'allow' }).post('{', { target: '/' }))).toEqual(ALLOWED);
  });

  it('is told of with the fields that are wrong, and none of their values', async () => {
    const { post, failures } = intakeWith();
    await post({ ...readBody, userID: ['secret'], contentType: 'secret' });
    expect(failures[0]?.detail).toMatch(/userID.*contentType/);
    expect(JSON.stringify(failures)).not.toContain('secret');
  });

  it('is invalid under its older name, too', async () => {
    const inbox = startedInbox();
    const { post } = intakeWith({ inbox });
    await post({ callbackCommand: 'callbackGroupMsgReadCommand', sendID: 5 });
    const kept = () => inbox.deadLetters.list({ kind: 'unusable' });
    expect(await kept()).toMatchObject([{ command: 'callbackGroupMsgReadCommand' }]);
    await post({ callbackCommand: 'callbackBeforeMemberJoinGroupCommand', groupID: 5 });
    expect(await kept()).toHaveLength(1);
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('disk is full');
      },
    ],
    ['rejects', () => Promise.reject(new Error('disk is full'))],
  ])('that cannot be kept (setAside %s) is warned of and answered all the same', async (_what, setAside) => {
    const inbox = Object.assign(startedInbox(), { setAside });
    const { post, warnings } = intakeWith({ inbox });
    expect(said(await post('{', { target: `/${readBody.callbackCommand}` }))).toEqual(
      notAccepted('bad-json: the body is not JSON'),
    );
    expect(warnings).toEqual(['an unusable callback could not be kept: disk is full']);
  });

  it('is kept before it is answered', async () => {
    const order: string[] = [];
    const setAside = async (): Promise<void> => {
      await new Promise(setImmediate);
      order.push('kept');
    };
    const { post } = intakeWith({ inbox: Object.assign(startedInbox(), { setAside }) });
    await post('{').then(() => order.push('answered'));
    expect(order).toEqual(['kept', 'answered']);
  });
});

describe('a failure outside the intake', () => {
  it.each(['too-large', 'bad-encoding', 'internal'] as const)(
    '%s is told of and answered by the policy',
    (reason) => {
      const { intake, failures } = intakeWith({ listeners: listening });
      const failure = { reason, detail: 'why' };
      expect(said(intake.fail(headWith(), failure, undefined))).toEqual(refused(reason));
      expect(said(intake.fail(headWith(), failure, Command.beforeSendSingleMsg))).toEqual(refused(reason));
      expect(said(intake.fail(headWith(), failure, Command.beforeAddFriend))).toEqual(ALLOWED);
      expect(said(intake.fail(headWith(), failure, Command.afterSingleMsgRead))).toEqual(
        notAccepted(`${reason}: why`),
      );
      expect(failures).toHaveLength(4);
    },
  );

  it('in the app is answered by the command of the body, or else of the path', () => {
    const { intake, failures } = intakeWith({ listeners: listening });
    const blocked = { reason: 'blocked-by-app', detail: 'a guard' } as const;
    const request = { head: headWith(), pathCommand: Command.afterSingleMsgRead, query: '' };
    expect(said(intake.block(request, Buffer.from(text(sendBody)), blocked))).toEqual(
      refused('blocked-by-app'),
    );
    expect(said(intake.block(request, Buffer.from('{'), blocked))).toEqual(
      notAccepted('blocked-by-app: a guard'),
    );
    expect(failures.map(({ command }) => command)).toEqual([
      Command.beforeSendSingleMsg,
      Command.afterSingleMsgRead,
    ]);
  });
});

describe('the reasons to set a callback aside', () => {
  it('are those that are about its bytes', () => {
    expect([...UNUSABLE].toSorted()).toEqual(
      [...new Set<FailureReason>([...spoilt.map(([reason]) => reason), 'bad-encoding'])].toSorted(),
    );
  });
});
