import { Command } from './commands.js';
import { conversationDefinitions } from './conversation/conversation.definitions.js';
import { friendDefinitions } from './friend/friend.definitions.js';
import { groupMembershipDefinitions } from './group-membership/group-membership.definitions.js';
import { groupProfileDefinitions } from './group-profile/group-profile.definitions.js';
import { groupDefinitions } from './group/group.definitions.js';
import { messageDefinitions } from './message/message.definitions.js';
import { presenceDefinitions } from './presence/presence.definitions.js';
import { pushDefinitions } from './push/push.definitions.js';
import { readDefinitions } from './read/read.definitions.js';
import { userDefinitions } from './user/user.definitions.js';
import type { OpenImService } from './definition.js';
import {
  allDefinitions,
  definitions,
  findDefinition,
  type EventOf,
  type ReplyFieldsOf,
} from './definitions.js';
import * as contract from './index.js';

const families = {
  message: messageDefinitions,
  read: readDefinitions,
  presence: presenceDefinitions,
  push: pushDefinitions,
  friend: friendDefinitions,
  group: groupDefinitions,
  'group-membership': groupMembershipDefinitions,
  'group-profile': groupProfileDefinitions,
  user: userDefinitions,
  conversation: conversationDefinitions,
};

/** The processes that send each family's commands, read in open-im-server's sources (main, 2026-07). */
const senders: Readonly<Record<string, readonly OpenImService[]>> = {
  message: ['openim-rpc-msg', 'openim-msgtransfer'],
  read: ['openim-rpc-msg'],
  presence: ['openim-msggateway'],
  push: ['openim-push'],
  friend: ['openim-rpc-friend'],
  group: ['openim-rpc-group'],
  'group-membership': ['openim-rpc-group'],
  'group-profile': ['openim-rpc-group'],
  user: ['openim-rpc-user'],
  conversation: ['openim-rpc-conversation'],
};

/** A name that follows from the key: `after` is left out, the rest is in Pascal case. */
const nameOf = (key: string): string =>
  key.startsWith('after') ? key.slice('after'.length) : `B${key.slice(1)}`;

describe('the definitions', () => {
  it.each(allDefinitions())('of $key stands under its key, with a class of its own', (definition) => {
    const { key, command, event, phase } = definition;

    expect(findDefinition(command)).toBe(definition);
    expect(definitions[key]).toBe(definition);
    expect(Command[key]).toBe(command);
    expect(key.startsWith(phase)).toBe(true);
    expect(new event().callbackCommand).toBe(command);
    expect(event.name).toBe(`${nameOf(key)}Event`);
    expect(Object.values(contract)).toContain(event);
  });

  it.each(allDefinitions().filter((each) => each.phase === 'before'))(
    'of $key has a reply class, of its own or without fields',
    ({ key, reply }) => {
      expect([contract.NoReplyFields.name, `${nameOf(key)}Reply`]).toContain(reply.name);
      expect(Object.values(contract)).toContain(reply);
    },
  );

  it('are as many as there are names, each in one family', () => {
    const keys = Object.values(families).flatMap((family) => Object.keys(family));

    expect(keys.toSorted()).toEqual(Object.keys(Command).toSorted());
    expect(allDefinitions().map(({ key }) => key)).toEqual(keys);
    expect(new Set(Object.values(Command)).size).toBe(keys.length);
  });

  it.each(Object.entries(families))('of the family %s are sent by its services', (family, each) => {
    const services = Object.values(each).map(({ service }) => service);
    expect(new Set(services)).toEqual(new Set(senders[family]));
  });

  it.each(allDefinitions())('say since when $key is there', ({ since, history, released = true }) => {
    expect(since).toMatch(/^(main|v3\.\d+\.\d+)$/);
    expect(history ?? 'none').toMatch(/^\S.*[^.]$/);
    expect(released).toBe(since !== 'main');
  });

  it.each(allDefinitions())('say of $key in one phrase when it is sent', ({ trigger, phase, fires }) => {
    expect(trigger).toMatch(fires === false ? /^never: / : new RegExp(`^${phase} .+[a-z0-9)]$`));
    expect(trigger).not.toMatch(/above|HEAD|REL|\bNOT\b|\bONLY\b/);
  });

  it.each([
    '',
    'afterSingleMsgRead',
    'callbackaftersinglemsgreadcommand',
    '__proto__',
    'constructor',
    'toString',
  ])('know no command %p', (command) => {
    expect(findDefinition(command)).toBeUndefined();
  });
});

describe('the types of a command', () => {
  it('are those of its event and its reply', () => {
    const event: EventOf<'callbackAfterSingleMsgReadCommand'> = new contract.SingleMsgReadEvent();
    const reply: ReplyFieldsOf<'callbackBeforeSetFriendRemarkCommand'> = { remark: 'Bob' };
    // @ts-expect-error the event of another command
    const other: EventOf<'callbackAfterSingleMsgReadCommand'> = new contract.GroupMsgReadEvent();
    // @ts-expect-error a field of a wrong type
    const wrong: ReplyFieldsOf<'callbackBeforeSetFriendRemarkCommand'> = { remark: 1 };

    expect([event, reply, other, wrong]).toHaveLength(4);
  });
});
