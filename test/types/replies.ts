/** Only compiled: what the three functions take, and where what they make fits. */
import {
  allow,
  modify,
  refuse,
  type BeforeMsgModifyReply,
  type Command,
  type Modify,
  type Reply,
  type ReplyOf,
} from 'nestjs-openim-callback';
import type { NoReplyFields, ReplyFieldsOf } from 'nestjs-openim-callback/contract';

export const any: Reply[] = [allow(), refuse(20001, 'no'), modify({}), modify({ remark: 'Bob' })];
const madeElsewhere = modify({ remark: 'Bob' });
export const anyToo: Reply = madeElsewhere;
export const declared: Modify<BeforeMsgModifyReply> = modify({ content: '{}' });
export const nothing: ReplyOf<NoReplyFields> = undefined;

export const describe = (reply: Reply): string => {
  switch (reply.kind) {
    case 'allow':
      return 'allowed';
    case 'refuse':
      return `${reply.errCode} ${reply.errMsg} ${reply.errDlt}`;
    case 'modify':
      return Object.keys(reply.fields).join();
  }
};

export const fields: ReplyFieldsOf<typeof Command.beforeSetFriendRemark> = { remark: 'Bob' };

// @ts-expect-error -- a refusal has a code
refuse();

// @ts-expect-error -- a refusal has a text
refuse(20001);

// @ts-expect-error -- the code is a number
refuse('20001', 'no');

// @ts-expect-error -- the text is a string
refuse(20001, 5);

// @ts-expect-error -- fields are an object
modify('content');

// @ts-expect-error -- allow takes nothing
allow({ content: '{}' });

// @ts-expect-error -- replies are made by allow(), refuse() and modify()
export const handMade: Reply = { kind: 'allow' };

// @ts-expect-error -- a field of another command
export const otherCommand: ReplyOf<NoReplyFields> = madeElsewhere;

// @ts-expect-error -- after commands have no reply
export type NoReply = ReplyFieldsOf<typeof Command.afterUserOnline>;
