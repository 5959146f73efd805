import { findCommand } from '../commands/find-command.js';
import { rejectedContent } from './modified-content.js';
import { readReply } from './read-reply.js';

function rejected(key: string, content: unknown): string | undefined {
  const row = findCommand(key);
  return rejectedContent(row, readReply(row, Buffer.from(JSON.stringify({ content }))));
}

describe('rejectedContent', () => {
  it.each(['{}', '{"content":"hi"}', 'null', ' {"a":[1]} \n', null])('accepts %j', (content) => {
    expect(rejected('beforeMsgModify', content)).toBeUndefined();
  });

  it.each(['', 'hi', '[]', '"x"', '5', 'true', '{', '{}{}'])('rejects %j', (content) => {
    expect(rejected('beforeMsgModify', content)).toBe(
      `webhook msg modify content is not json, content=${content}`,
    );
  });

  it('looks at no other command', () => {
    expect(rejected('beforeSendSingleMsg', 'hi')).toBeUndefined();
  });
});
