import fc from 'fast-check';
import { UsageError } from '../../command-line.js';
import { parseValue, typeOf } from './parse-value.js';

describe('parseValue', () => {
  it.each([
    ['u9', 'u1', 'u9'],
    ['9', 'u1', '9'],
    ['"9"', 'u1', '9'],
    ['{"content":"hi"}', 'hello', '{"content":"hi"}'],
    ['true', 'u1', 'true'],
    ['7', 1, 7],
    ['-1.5', 1, -1.5],
    ['seven', 1, 'seven'],
    ['"7"', 1, '"7"'],
    ['true', false, true],
    ['1', false, '1'],
    ['[1,2]', [3, 4], [1, 2]],
    ['1', [3, 4], '1'],
    ['{}', [3, 4], '{}'],
    ['{"a":1}', {}, { a: 1 }],
    ['[1]', null, [1]],
    ['5', null, 5],
    ['"5"', null, '5'],
    ['http://h/a', null, 'http://h/a'],
    ['{"a":[]}', undefined, { a: [] }],
    ['null', 'u1', null],
    ['null', [3], null],
    ['"null"', 'u1', 'null'],
    ['', 'u1', ''],
    ['', 1, ''],
  ])('reads %s, where the example has %j, as %j', (text, example, value) => {
    expect(parseValue(text, example)).toEqual(value);
  });

  it.each([
    ['9007199254740993', 1],
    ['[1,9007199254740993]', [1]],
    ['{"a":[1e400]}', null],
  ])('refuses %s, which would be sent as another number', (text, example) => {
    expect(() => parseValue(text, example)).toThrow(UsageError);
  });

  it('takes large numbers as text where there is text', () => {
    expect(parseValue('9007199254740993', 'u1')).toBe('9007199254740993');
  });

  it('reads any JSON of the type as JSON', () => {
    const safe = fc.jsonValue().filter((value) => !/\d{16}|e\+/.test(JSON.stringify(value)));
    fc.assert(
      fc.property(safe, (value) => {
        expect(parseValue(JSON.stringify(value), value)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('takes any other text as it is, whatever the field is', () => {
    const text = fc.string().filter((candidate) => !isJson(candidate));
    fc.assert(
      fc.property(text, fc.constantFrom('', 0, null, []), (given, example) => {
        expect(parseValue(given, example)).toBe(given);
      }),
    );
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('typeOf', () => {
  it.each([
    [null, 'any'],
    [undefined, 'any'],
    ['', 'text'],
    [0, 'number'],
    [false, 'boolean'],
    [[], 'list'],
    [{}, 'object'],
  ])('of %j is %s', (example, type) => {
    expect(typeOf(example)).toBe(type);
  });
});
