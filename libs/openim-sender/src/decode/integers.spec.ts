import fc from 'fast-check';
import { DecodeError } from './decode-error.js';
import { decodeInteger, isIntegerType } from './integers.js';

describe('decodeInteger', () => {
  it.each([
    ['int32', '0', 0],
    ['int32', '-0', 0],
    ['int32', '2147483647', 2147483647],
    ['int32', '-2147483648', -2147483648],
    ['int64', '9007199254740991', 9007199254740991],
    ['int64', '9007199254740993', 9007199254740993n],
    ['int64', '-9223372036854775808', -9223372036854775808n],
    ['uint8', '255', 255],
  ] as const)('%s takes %s', (type, text, value) => {
    expect(decodeInteger(type, { kind: 'number', text })).toBe(value);
  });

  it.each([
    ['int32', '1.0'],
    ['int32', '5e3'],
    ['int32', '2147483648'],
    ['int32', '-2147483649'],
    ['int64', '9223372036854775808'],
    ['uint8', '256'],
    ['uint8', '-1'],
    ['uint8', '-0'],
  ] as const)('%s refuses %s', (type, text) => {
    expect(() => decodeInteger(type, { kind: 'number', text })).toThrow(DecodeError);
  });

  it('refuses other kinds', () => {
    expect(() => decodeInteger('int32', { kind: 'string', value: '1' })).toThrow('cannot unmarshal string');
    expect(() => decodeInteger('int32', { kind: 'boolean', value: true })).toThrow(
      'cannot unmarshal boolean',
    );
  });

  it('takes every int32 as written', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), (value) => {
        expect(decodeInteger('int32', { kind: 'number', text: String(value) })).toBe(value);
      }),
    );
  });
});

describe('isIntegerType', () => {
  it('knows the integer types only', () => {
    expect(['int32', 'int64', 'uint8'].every(isIntegerType)).toBe(true);
    expect(['string', '*int32', 'constructor'].some(isIntegerType)).toBe(false);
  });
});
