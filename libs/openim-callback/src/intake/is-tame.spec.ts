import fc from 'fast-check';
import { isTame } from './is-tame.js';
import { scanJson } from './json-scan.js';

const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);

describe('isTame', () => {
  it.each([
    '{}',
    '{"a":[1,-1,1.5,"9007199254740993",null,true,{"b":9007199254740991}]}',
    '[-9007199254740991]',
    nested(64),
    JSON.stringify({ text: nested(100) }),
  ])('says yes of %s', (text) => {
    expect(isTame(JSON.parse(text))).toBe(true);
  });

  it.each([
    '[9007199254740992]',
    '[9007199254740993]',
    '{"a":{"b":[-9007199254740993]}}',
    '[1e400]',
    '{"__proto__":9007199254740993}',
    nested(65),
    `{"a":${nested(64)}}`,
  ])('says no of %s', (text) => {
    expect(isTame(JSON.parse(text))).toBe(false);
  });

  it('never says yes of a text in which the scan finds something', () => {
    const integer = fc.bigInt({ min: -(2n ** 54n), max: 2n ** 54n });
    const { document } = fc.letrec<{ document: string; list: string }>((tie) => ({
      document: fc.oneof(integer.map(String), fc.double({ noNaN: true }).map(JSON.stringify), tie('list')),
      list: fc
        .tuple(fc.array(tie('document'), { maxLength: 3 }), fc.integer({ min: 1, max: 40 }))
        .map(([items, levels]) => '['.repeat(levels) + items.join() + ']'.repeat(levels)),
    }));
    fc.assert(
      fc.property(document, (text) => {
        if (isTame(JSON.parse(text))) expect(scanJson(`[${text}]`)?.reason).not.toBe('unsafe-integer');
        if (isTame(JSON.parse(text))) expect(scanJson(text)).toBeUndefined();
      }),
      { numRuns: 500 },
    );
  });
});
