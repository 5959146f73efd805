import { wireCommands } from '../commands/wire-commands.js';
import { exampleBody } from '../examples/example-body.js';
import { interpretReply } from '../reply/interpret-reply.js';

const CREATE = 'callbackBeforeCreateSingleChatConversationsCommand';

describe('the Enterprise edition', () => {
  it('writes conversation callbacks in snake case, with is_marked', () => {
    expect(Object.keys(exampleBody(CREATE, 'enterprise'))).toEqual([
      'callbackCommand',
      'owner_user_id',
      'conversation_id',
      'conversation_type',
      'user_id',
      'recv_msg_opt',
      'is_pinned',
      'is_private_chat',
      'burn_duration',
      'group_at_type',
      'attached_info',
      'ex',
      'is_marked',
    ]);
  });

  it('has more fields in seven other commands, and the rest as they are', () => {
    const added = wireCommands.flatMap(({ command, key }) => {
      const [open, enterprise] = [exampleBody(command), exampleBody(command, 'enterprise')];
      const names = Object.keys(enterprise).filter((name) => !Object.hasOwn(open, name));
      return names.length === 0 || key.includes('Conversations') ? [] : [`${key}: ${names.join()}`];
    });
    expect(added.sort()).toEqual([
      'afterCreateGroup: displayIsRead,muteBypassUserIDs',
      'afterSendGroupMsg: recvID,keyVersion',
      'afterSendSingleMsg: keyVersion',
      'beforeCreateGroup: displayIsRead,muteBypassUserIDs',
      'beforeMsgModify: recvID,keyVersion',
      'beforeSendGroupMsg: recvID,keyVersion',
      'beforeSendSingleMsg: keyVersion',
    ]);
  });

  it('reads answers to conversation callbacks in the spelling of the request only', () => {
    const read = (reply: object, edition?: 'enterprise'): unknown =>
      interpretReply(CREATE, {}, JSON.stringify(reply), {}, edition);
    expect(read({ is_pinned: true, is_marked: true }, 'enterprise')).toMatchObject({
      applied: { is_pinned: true, is_marked: true },
      notes: [],
    });
    expect(read({ isPinned: true }, 'enterprise')).toMatchObject({
      applied: {},
      notes: ['unknown field "isPinned" is ignored'],
    });
    expect(read({ is_pinned: true })).toMatchObject({
      applied: {},
      notes: ['unknown field "is_pinned" is ignored'],
    });
    expect(read({ is_pinned: 1 }, 'enterprise')).toMatchObject({ kind: 'refused', code: 90007 });
  });
});
