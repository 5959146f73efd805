import { contentOf, ContentType } from 'nestjs-openim-callback';
import { messageContents } from '../support/message-contents.js';
import { textOf } from './documents.js';

const EXAMPLE = /### [^\n]+ \((\d+)\)\n(?:\n(?!```)[^\n]+\n)?\n```json\n([^\n]+)\n```\n\nis read as\n\n```json\n([^\n]+)\n```/g;

const examples = [...textOf('docs/messages.md').matchAll(EXAMPLE)].map(
  ([, contentType = '', content = '', read = '']) => ({ contentType: Number(contentType), content, read }),
);

/** Without what came, at every depth. */
const withoutFields = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (key, each: unknown) => (key === 'fields' ? undefined : each)));

describe('the examples of docs/messages.md', () => {
  it('are one for each type of message and of notification', () => {
    const named = new Set(examples.map(({ contentType }) => contentType));
    const { Typing, CustomQuiet, CustomOnlineOnly, ...types } = ContentType;
    expect([Typing, CustomQuiet, CustomOnlineOnly].filter((each) => named.has(each))).toEqual([]);
    const messages = Object.values(types).filter((each) => each < 1000);
    expect([...named]).toEqual(expect.arrayContaining([...messages, 1400, 1501, 2001]));
  });

  it.each(examples)('$contentType is read as the page says', ({ contentType, content, read }) => {
    expect(content).toBe(messageContents[contentType]);
    expect(withoutFields(contentOf({ contentType, content }))).toEqual(JSON.parse(read));
  });
});
