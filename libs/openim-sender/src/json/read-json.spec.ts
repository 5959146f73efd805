import fc from 'fast-check';
import type { JsonNode } from './json-node.js';
import { JsonSyntaxError } from './json-node.js';
import { readJson } from './read-json.js';

function read(text: string): JsonNode {
  return readJson(Buffer.from(text));
}

function toValue(node: JsonNode): unknown {
  switch (node.kind) {
    case 'null':
      return null;
    case 'number':
      return Number(node.text);
    case 'array':
      return node.items.map(toValue);
    case 'object':
      return Object.fromEntries(node.members.map(([name, value]) => [name, toValue(value)]));
    default:
      return node.value;
  }
}

describe('readJson', () => {
  it('keeps numbers as written', () => {
    for (const text of ['0', '-0', '1.0', '5e3', '-1.5E+10', '9007199254740993', '1e-9']) {
      expect(read(text)).toEqual({ kind: 'number', text });
    }
  });

  it('keeps repeated members in order', () => {
    expect(read('{"a":1,"A":2,"a":null}')).toEqual({
      kind: 'object',
      members: [
        ['a', { kind: 'number', text: '1' }],
        ['A', { kind: 'number', text: '2' }],
        ['a', { kind: 'null' }],
      ],
    });
  });

  it.each([
    [String.raw`"\"\\\/\b\f\n\r\t\u00e9"`, '"\\/\b\f\n\r\té'],
    [String.raw`"\ud83d\ude00"`, '😀'],
    [String.raw`"\ud800"`, '\ufffd'],
    [String.raw`"\ud800\u0041"`, '\ufffdA'],
    [String.raw`"\udc00\ud800"`, '\ufffd\ufffd'],
    ['"\u007f\u2028"', '\u007f\u2028'],
    ['""', ''],
  ])('reads the string %s', (text, value) => {
    expect(read(text)).toEqual({ kind: 'string', value });
  });

  it('reads invalid UTF-8 in a string', () => {
    expect(readJson(Buffer.from([0x22, 0xff, 0x22]))).toEqual({ kind: 'string', value: '\ufffd' });
  });

  it.each([' {} ', '\t[\n]\r\n', ' { "a" : [ 1 , 2 ] } ', 'null\n'])('skips white space: %j', (text) => {
    expect(toValue(read(text))).toEqual(JSON.parse(text));
  });

  it.each([
    ['', 'unexpected end of JSON input'],
    ['  \n', 'unexpected end of JSON input'],
    ['{', 'unexpected end of JSON input'],
    ['{"a"', 'unexpected end of JSON input'],
    ['{"a":', 'unexpected end of JSON input'],
    ['[1', 'unexpected end of JSON input'],
    ['"a', 'unexpected end of JSON input'],
    ['"a\\', 'unexpected end of JSON input'],
    ['tru', 'unexpected end of JSON input'],
    ['-', 'unexpected end of JSON input'],
    ['<html>', 'invalid character "<" looking for beginning of value'],
    ['ok', 'invalid character "o" looking for beginning of value'],
    ['\ufeff{}', 'looking for beginning of value'],
    ['\u00a0{}', 'looking for beginning of value'],
    ['\u000b{}', 'looking for beginning of value'],
    ['.5', 'looking for beginning of value'],
    ['+1', 'looking for beginning of value'],
    ['{}{}', 'invalid character "{" after top-level value'],
    ['{} x', 'invalid character "x" after top-level value'],
    ['01', 'invalid character "1" after top-level value'],
    ['1.', 'after top-level value'],
    ['1e', 'after top-level value'],
    ['-x', 'invalid character "x" in numeric literal'],
    ['nul!', 'invalid character "!" in literal null'],
    ['{a:1}', 'looking for beginning of object key string'],
    ['{"a":1,}', 'looking for beginning of object key string'],
    ['{"a" 1}', 'invalid character "1" after object key'],
    ['{"a":1 "b"}', 'after object key:value pair'],
    ['[1,]', 'looking for beginning of value'],
    ['[1 2]', 'after array element'],
    ['[1}', 'after array element'],
    ['"\t"', 'in string literal'],
    ['"\\x"', 'in string escape code'],
    ['"\\\'"', 'in string escape code'],
    ['"\\u12"', 'in \\u hexadecimal character escape'],
    ["'a'", 'looking for beginning of value'],
    ['{}\u0000', 'after top-level value'],
    ['// x\n{}', 'looking for beginning of value'],
    ['NaN', 'looking for beginning of value'],
  ])('refuses %j', (text, message) => {
    expect(() => read(text)).toThrow(JsonSyntaxError);
    expect(() => read(text)).toThrow(message);
  });

  it('goes 10,000 levels deep and no deeper', () => {
    const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
    expect(read(nested(10_000)).kind).toBe('array');
    expect(() => read(nested(10_001))).toThrow('exceeded max depth');
    expect(() => read('{"a":'.repeat(10_001))).toThrow('exceeded max depth');
  });

  it('reads what JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 2), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(toValue(read(text))).toEqual(JSON.parse(text));
      }),
    );
  });

  it('accepts a text exactly when JSON.parse does', () => {
    const token = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '1',
      '-',
      '.',
      'e',
      'true',
      'null',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(token, { maxLength: 8 }), (tokens) => {
        const text = tokens.join('');
        expect(accepts(() => read(text))).toBe(accepts(() => JSON.parse(text)));
      }),
      { numRuns: 2000 },
    );
  });
});

function accepts(parse: () => unknown): boolean {
  try {
    parse();
    return true;
  } catch {
    return false;
  }
}
