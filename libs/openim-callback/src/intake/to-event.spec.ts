import { Command } from '../contract/commands.js';
import { InvalidEventError } from '../contract/read-event.js';
import { BeforeMemberJoinGroupEvent } from '../contract/group-membership/group-membership.events.js';
import { GroupMsgReadEvent, SingleMsgReadEvent } from '../contract/read/read.events.js';
import { UnknownCallbackEvent } from '../listeners/unknown-callback.event.js';
import { toEvent } from './to-event.js';

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
