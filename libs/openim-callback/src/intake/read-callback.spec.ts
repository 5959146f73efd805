import { Command, type CommandKey } from '../contract/commands.js';
import { definitions } from '../contract/definitions.js';
import { InvalidEventError } from '../contract/read-event.js';
import { BeforeMemberJoinGroupEvent } from '../contract/group-membership/group-membership.events.js';
import { GroupMsgReadEvent, SingleMsgReadEvent } from '../contract/read/read.events.js';
import { UnknownCallbackEvent } from '../listeners/unknown-callback.event.js';
import { intakeWith } from '../../../../test/support/intake-fixture.js';
import { operationIDOf, readCallback, toEvent } from './read-callback.js';

describe('toEvent', () => {
  it('makes the event of a command', () => {
    const event = toEvent(Command.afterSingleMsgRead, { userID: 'u1', Seqs: null });
    expect(event).toBeInstanceOf(SingleMsgReadEvent);
    expect(event).toMatchObject({ userID: 'u1', seqs: [], conversationID: '' });
  });

  it('makes the same of an older name', () => {
    const event = toEvent('callbackGroupMsgReadCommand', { sendID: 'u1' });
    expect(event).toBeInstanceOf(GroupMsgReadEvent);
    expect(event.callbackCommand).toBe(Command.afterGroupMsgRead);
  });

  it('upgrades an older shape', () => {
    const event = toEvent('callbackBeforeMemberJoinGroupCommand', { groupID: 'g1', userID: 'u1', ex: 'x' });
    expect(event).toBeInstanceOf(BeforeMemberJoinGroupEvent);
    expect(event).toMatchObject({ groupID: 'g1', memberList: [{ userID: 'u1', ex: 'x' }] });
  });

  it.each(['callbackFromTheFuture', 'constructor', '__proto__'])(
    'keeps the whole body of %s, unknown to it',
    (command) => {
      const body = { callbackCommand: command, a: 1 };
      const event = toEvent(command, body);
      expect(event).toBeInstanceOf(UnknownCallbackEvent);
      expect(event).toMatchObject({ callbackCommand: command, body });
    },
  );

  it('throws at a field of a wrong type', () => {
    expect(() => toEvent(Command.afterSingleMsgRead, { userID: 5 })).toThrow(InvalidEventError);
  });
});

describe('readCallback', () => {
  const raw = Buffer.from('{}');
  const facts = { id: 'e1', operationID: 'op-1', receivedAt: 1000, query: 'key=a', raw, trace: 't' };
  const read = (command: string, body: object, suppressed: readonly CommandKey[] = []) =>
    readCallback(facts, { command, body: { ...body } }, new Set(suppressed));

  it('keeps what arrived, as it arrived, with the event and its place in the order', () => {
    const body = { userID: 'u1', conversationID: 'si_u1_u2' };
    const record = read(Command.afterSingleMsgRead, body);
    expect(record).toEqual({
      ...facts,
      command: Command.afterSingleMsgRead,
      body,
      event: toEvent(Command.afterSingleMsgRead, body),
      definition: definitions.afterSingleMsgRead,
      orderingKey: 'si_u1_u2',
      idempotencyKey: undefined,
    });
    expect(record.raw).toBe(raw);
  });

  it('has the definition of an older name, and keeps the name', () => {
    const record = read('callbackGroupMsgReadCommand', { sendID: 'u1' });
    expect(record.command).toBe('callbackGroupMsgReadCommand');
    expect(record.definition).toBe(definitions.afterGroupMsgRead);
  });

  it('has nothing to order a command by that is not known', () => {
    const { definition, orderingKey, idempotencyKey } = read('callbackX', {});
    expect([definition, orderingKey, idempotencyKey]).toEqual([undefined, undefined, undefined]);
  });

  it('tells repetitions of the commands for which they are suppressed, where there is something to tell by', () => {
    const saved = { serverMsgID: 'm1' };
    expect(read(Command.afterMsgSaveDB, saved, ['afterMsgSaveDB']).idempotencyKey).toBe('afterMsgSaveDB:m1');
    expect(read(Command.afterMsgSaveDB, {}, ['afterMsgSaveDB']).idempotencyKey).toBeUndefined();
    expect(read(Command.afterMsgSaveDB, saved).idempotencyKey).toBeUndefined();
  });
});

describe('what is received', () => {
  it('has an id of its own each time, and the time', async () => {
    const { post, received } = intakeWith();
    const before = Date.now();
    await post({ callbackCommand: 'callbackX' });
    await post({ callbackCommand: 'callbackX' });
    const [first, second] = received.map(({ context }) => context);
    expect(first?.eventID).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
    expect(second?.eventID).not.toBe(first?.eventID);
    expect(first?.receivedAt.getTime()).toBeGreaterThanOrEqual(before);
    expect(first?.receivedAt.getTime()).toBeLessThanOrEqual(Date.now());
  });
});

describe('operationIDOf', () => {
  it.each([
    ['the header', { operationid: 'header' }, {}, 'header'],
    ['the header before the body', { operationid: 'header' }, { operationID: 'body' }, 'header'],
    ['the body when the header is empty', { operationid: '' }, { operationID: 'body' }, 'body'],
    ['the body when there is no header', {}, { operationID: 'body' }, 'body'],
    ['nowhere', {}, {}, ''],
    ['nowhere when it is no text', {}, { operationID: 5 }, ''],
  ])('takes the operation id from %s', (_where, headers, body, operationID) => {
    expect(operationIDOf(headers, body)).toBe(operationID);
  });
});
