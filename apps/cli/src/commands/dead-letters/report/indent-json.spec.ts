import fc from 'fast-check';
import { indentJson } from './indent-json.js';

describe('indentJson', () => {
  it('lays any JSON out as JSON.stringify() does', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), fc.nat(3), (value, spaces) => {
        expect(indentJson(JSON.stringify(value, null, spaces))).toBe(JSON.stringify(value, null, 2));
      }),
    );
  });

  it('keeps big numbers, escapes and names that occur twice', () => {
    expect(indentJson('{"a":12345678901234567890,"a":1.0,"b":"\\u0041\\"{"}')).toBe(
      '{\n  "a": 12345678901234567890,\n  "a": 1.0,\n  "b": "\\u0041\\"{"\n}',
    );
  });

  it('copes with a very long text', () => {
    const text = JSON.stringify({ content: 'x\\'.repeat(2_000_000) });
    expect(indentJson(text)).toHaveLength(text.length + '\n  '.length + '\n'.length + 1);
  });
});
