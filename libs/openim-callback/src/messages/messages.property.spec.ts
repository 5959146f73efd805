import fc from 'fast-check';
import { messageContents } from '../../../../test/support/message-contents.js';
import { ContentType } from '../contract/constants.js';
import { contentOf, mediaOf, mentionsOf, quotedOf } from './message-parts.js';
import { rewriteTexts, textsOf } from './message-texts.js';

/** The keys that mean something, and some that do not, in odd letter cases too. */
const keys = [
  ...new Set(
    Object.values(messageContents).flatMap((content) =>
      [...content.matchAll(/"(\w+)\\?":/g)].map(([, key = '']) => key),
    ),
  ),
  ...['textElem', 'quoteElem', 'mergeElem', 'atTextElem', 'CONTENT', 'Text', '__proto__', 'constructor', ''],
];

const contentType = fc.oneof(
  fc.constantFrom(...Object.values(ContentType)),
  fc.integer({ min: -1, max: 6000 }),
);

const { tree } = fc.letrec<{ readonly tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<unknown>(null, true, 0, -1.5, 1e300, '', '5', 'spam', '{"content":"spam"}'),
    fc.string(),
    contentType,
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...keys), tie('tree'), { maxKeys: 6 }),
  ),
}));

const content = fc.oneof(
  fc.dictionary(fc.constantFrom(...keys), tree, { maxKeys: 8 }).map((object) => JSON.stringify(object)),
  fc.json(),
  fc.string(),
);

const messages = fc.record({
  contentType,
  content,
  keyVersion: fc.constantFrom(0, 1),
  atUserIDList: fc.array(fc.string()),
});

describe('any message', () => {
  it('is read by every function without an error', () => {
    fc.assert(
      fc.property(messages, (message) => {
        for (const source of [message, { raw: Buffer.from(JSON.stringify(message)) }]) {
          expect(typeof contentOf(source).type).toBe('string');
          expect(mentionsOf(source).userIDs).not.toContain('AtAllTag');
          expect(mediaOf(source).every(({ url }) => url !== '')).toBe(true);
          quotedOf(source);
          textsOf(source);
        }
      }),
    );
  });

  it('is no trap whatever type its fields and itself have', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (given, type) => {
        const source = { content: given, contentType: type } as { content: string; contentType: number };
        expect(typeof contentOf(source).type).toBe('string');
        expect(typeof rewriteTexts(source, (text) => text)).toBe('string');
        expect(textsOf(given as { content: string; contentType: number })).toBeDefined();
      }),
    );
  });

  it('stays as it is when its texts do', () => {
    fc.assert(
      fc.property(messages, (message) => {
        expect(rewriteTexts(message, (text) => text)).toBe(message.content);
      }),
    );
  });

  it('says what it is rewritten to, and nothing else changes', () => {
    fc.assert(
      fc.property(messages, (message) => {
        const before = textsOf(message);
        const rewritten = rewriteTexts(message, (text) => `${text}"\n!`);
        const after = textsOf({ ...message, content: rewritten });
        expect(after.own).toEqual(before.own.map((text) => `${text}"\n!`));
        expect(after.quoted).toEqual(before.quoted.map((text) => `${text}"\n!`));
        const undone = rewriteTexts({ ...message, content: rewritten }, (text) => text.slice(0, -3));
        if (contentOf(message).type !== 'unreadable' && 'fields' in contentOf(message))
          expect(texted(undone)).toEqual(texted(message.content));
      }),
    );
  });
});

/** A content with every primitive as a text: a number that is rewritten becomes one. */
const texted = (json: string): unknown =>
  JSON.parse(json, (_, value: unknown) =>
    typeof value === 'number' || typeof value === 'boolean' ? String(value) : value,
  );
