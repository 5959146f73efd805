import { MAX_DEPTH, scanJson } from './json-scan.js';

const nested = (levels: number, inner = ''): string => '['.repeat(levels) + inner + ']'.repeat(levels);
const reasonOf = (text: string): string | undefined => scanJson(text)?.reason;

describe('the depth of JSON', () => {
  it('may be 64 levels', () => {
    expect(MAX_DEPTH).toBe(64);
    expect(scanJson(nested(64))).toBeUndefined();
    expect(scanJson(`{"a":${nested(63)}}`)).toBeUndefined();
  });

  it('may not be 65 levels', () => {
    expect(scanJson(nested(65))).toEqual({ reason: 'too-deep', detail: 'nested deeper than 64 levels' });
    expect(reasonOf(`{"a":${nested(64)}}`)).toBe('too-deep');
    expect(reasonOf('{"a":'.repeat(65) + '1' + '}'.repeat(65))).toBe('too-deep');
  });

  it('is told of a text that is far too deep for a recursive reader, finished or not', () => {
    expect(reasonOf(nested(1_000_000))).toBe('too-deep');
    expect(reasonOf('['.repeat(1_000_000))).toBe('too-deep');
  });

  it('is not the number of its brackets', () => {
    expect(scanJson(`[${Array(200).fill('[[]]').join()}]`)).toBeUndefined();
    expect(scanJson(JSON.stringify(Array(200).fill({ a: [] })))).toBeUndefined();
  });

  it('counts no brackets inside strings', () => {
    expect(scanJson(JSON.stringify({ content: nested(100) }))).toBeUndefined();
    expect(scanJson(JSON.stringify({ content: '{'.repeat(100) }))).toBeUndefined();
    expect(scanJson(JSON.stringify({ [nested(100)]: 1 }))).toBeUndefined();
  });

  it('counts those after a string that ends in backslashes', () => {
    for (const text of ['\\', '\\\\', '"', '\\"', '\\"\\', 'a\\\\\\"b']) {
      const written = JSON.stringify(text + '['.repeat(100));
      expect(reasonOf(`[${written},${nested(63)}]`)).toBeUndefined();
      expect(reasonOf(`[${written},${nested(64)}]`)).toBe('too-deep');
    }
  });

  it('is not what a string that never ends holds', () => {
    expect(scanJson(`{"a":"${'['.repeat(100)}`)).toBeUndefined();
    expect(scanJson(`{"a":"${'['.repeat(100)}\\"`)).toBeUndefined();
  });
});

describe('the integers of JSON', () => {
  it.each([
    ['9007199254740991', 'the largest safe one, 2^53 - 1'],
    ['-9007199254740991', 'the smallest safe one'],
    ['0', 'zero'],
    ['-0', 'negative zero'],
    ['123456789012345', 'fifteen digits'],
    ['1.00000000000000000000001', 'a long fraction'],
    ['-0.12345678901234567890', 'a negative long fraction'],
    ['12345678901234567890.5', 'a fraction of a long number'],
    ['1e99999999999999999', 'a long exponent'],
    ['1e+99999999999999999', 'a long positive exponent'],
    ['1E-99999999999999999', 'a long negative exponent'],
    ['12345678901234567890e2', 'a long number with an exponent'],
    ['"9007199254740993"', 'a string of digits'],
    ['"x:9007199254740993"', 'a string with what looks like a member'],
    ['"[9007199254740993,9007199254740993]"', 'a string with what looks like a list'],
    [JSON.stringify('":9007199254740993,"'), 'a string with escaped quotes around one'],
  ])('may be %s: %s', (number) => {
    // The last member makes the scan look closer where the first alone would not.
    for (const text of [`{"a":${number}}`, `[${number}, "x":1111111111111111]`, `{"a": ${number} }`]) {
      expect(scanJson(text)).toBeUndefined();
    }
  });

  it.each([
    ['9007199254740992', '2^53, which 2^53 + 1 is rounded to'],
    ['-9007199254740992', '-2^53'],
    ['9007199254740993', '2^53 + 1'],
    ['-9223372036854775808', 'the smallest int64'],
    ['18446744073709551615', 'the largest uint64'],
    ['9'.repeat(400), 'one that becomes Infinity'],
  ])('may not be %s: %s', (number) => {
    for (const text of [
      `{"a":${number}}`,
      `[1, ${number}]`,
      `[\n\t ${number}\r\n]`,
      `{"a":"\\"","b":${number}}`,
    ]) {
      expect(scanJson(text)).toEqual({
        reason: 'unsafe-integer',
        detail: `an integer at offset ${text.indexOf(number.replace('-', ''))} is beyond 2^53`,
      });
    }
  });

  it('are not shown', () => {
    expect(scanJson('[9007199254740993]')?.detail).not.toContain('9007199254740993');
  });

  it('are found beside deep strings, and depth beside long numbers', () => {
    expect(reasonOf(`{"a":"${'['.repeat(100)}","b":9007199254740993}`)).toBe('unsafe-integer');
    expect(reasonOf(`[1000000000000000,${nested(64)}]`)).toBe('too-deep');
  });
});
