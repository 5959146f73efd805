import fc from 'fast-check';
import { DecodeError, decodeInteger, isIntegerType, decodeBase64 } from './scalars.js';

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

describe('decodeBase64', () => {
  it.each(['AAE', 'A', 'AA=A', '====', 'AA==AA==', 'a-_b', ' AAE=', 'AAE=\t'])('refuses %j', (value) => {
    expect(() => decodeBase64({ kind: 'string', value })).toThrow(DecodeError);
  });

  it('takes the empty string and skips line breaks', () => {
    expect(decodeBase64({ kind: 'string', value: '' })).toEqual([]);
    expect(decodeBase64({ kind: 'string', value: '\r\nAA\nE=\n' })).toEqual([0, 1]);
  });

  it('takes trailing bits that are not zero, as Go does', () => {
    expect(decodeBase64({ kind: 'string', value: 'AB==' })).toEqual([0]);
  });

  it('gives back the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const value = Buffer.from(bytes).toString('base64');
        expect(decodeBase64({ kind: 'string', value })).toEqual([...bytes]);
      }),
    );
  });
});
