import type { GoType } from '../commands/wire-type.js';
import { readJson } from '../json/read-json.js';
import { decode, decodeStruct, zero } from './decode.js';
import { DecodeError } from './scalars.js';

function decodeText(type: GoType, text: string, previous?: unknown): unknown {
  return decode(type, readJson(Buffer.from(text)), previous);
}

// Rows checked against encoding/json of Go 1.26 and protocol v0.0.73-alpha.18.
describe('decode', () => {
  it.each<[GoType, string, unknown]>([
    ['string', '"x"', 'x'],
    ['string', 'null', ''],
    ['bool', 'true', true],
    ['bool', 'null', false],
    ['int32', '7', 7],
    ['int32', 'null', 0],
    ['*string', '"x"', 'x'],
    ['*string', 'null', null],
    ['*int32', '0', 0],
    ['*bool', 'false', false],
    ['*StringValue', '"x"', 'x'],
    ['*StringValue', '""', ''],
    ['*StringValue', 'null', null],
    ['*Int32Value', '-3', -3],
    ['*Int32Value', 'null', null],
    ['[]string', '["a",null,"b"]', ['a', '', 'b']],
    ['[]string', '[]', []],
    ['[]string', 'null', null],
    ['*[]string', '[]', []],
    ['*[]string', 'null', null],
    ['*[]uint8', '"AAEC"', [0, 1, 2]],
    ['*[]uint8', '"AA\\nEC"', [0, 1, 2]],
    ['*[]uint8', '[0,255,null]', [0, 255, 0]],
    ['*map[string]bool', '{"a":true,"b":null,"a":false}', { a: false, b: false }],
    ['*map[string]bool', '{}', {}],
    ['*map[string]bool', 'null', null],
    [
      '*OfflinePushInfo',
      '{"TITLE":"t","x":[{}]}',
      { title: 't', desc: '', ex: '', iOSPushSound: '', iOSBadgeCount: false, signalInfo: '' },
    ],
    ['[]*UserInfo', '[null]', [null]],
    [
      '[]*MemberJoinGroupCallBack',
      '[{"userID":"u","roleLevel":60}]',
      [{ userID: 'u', nickname: null, faceURL: null, roleLevel: 60, muteEndTime: null, ex: null }],
    ],
  ])('%s takes %s', (type, text, value) => {
    expect(decodeText(type, text)).toEqual(value);
  });

  it.each<[GoType, string]>([
    ['string', '5'],
    ['string', '{"value":"x"}'],
    ['bool', '1'],
    ['bool', '"true"'],
    ['*string', '[]'],
    ['*StringValue', '{"value":"x"}'],
    ['*StringValue', '5'],
    ['*Int32Value', '{"value":1}'],
    ['*Int32Value', '"2"'],
    ['*Int32Value', '2.0'],
    ['*Int32Value', '2e0'],
    ['*Int32Value', 'true'],
    ['[]string', '"a"'],
    ['[]string', '["a",1]'],
    ['[]string', '{}'],
    ['*[]uint8', '[256]'],
    ['*[]uint8', '[-0]'],
    ['*[]uint8', '[1.0]'],
    ['*[]uint8', '"AAE"'],
    ['*[]uint8', '"AA-_"'],
    ['*map[string]bool', '{"a":1}'],
    ['*map[string]bool', '[]'],
    ['*OfflinePushInfo', '{"iOSBadgeCount":1}'],
    ['*OfflinePushInfo', '[]'],
    ['[]*UserInfo', '[{"userID":5}]'],
    ['[]*UserInfo', '{"userID":"u"}'],
    ['[]*MemberJoinGroupCallBack', '[{"muteEndTime":"0"}]'],
  ])('%s refuses %s', (type, text) => {
    expect(() => decodeText(type, text)).toThrow(DecodeError);
  });

  it('leaves the previous value where null has no nil to set', () => {
    expect(decodeText('string', 'null', 'kept')).toBe('kept');
    expect(decodeText('int32', 'null', 3)).toBe(3);
    expect(decodeText('*string', 'null', 'dropped')).toBeNull();
  });

  it('decodes a repeated list or struct on top of the first', () => {
    const first = decodeText('[]*UserInfo', '[{"userID":"u1","nickname":"A"},{"userID":"u2"}]');
    expect(decodeText('[]*UserInfo', '[{"nickname":"B"}]', first)).toMatchObject([
      { userID: 'u1', nickname: 'B' },
    ]);
    const map = decodeText('*map[string]bool', '{"a":true}');
    expect(decodeText('*map[string]bool', '{"b":true}', map)).toEqual({ a: true, b: true });
  });

  it('keeps a member named __proto__ a plain member', () => {
    const map = decodeText('*map[string]bool', '{"__proto__":true}');
    expect(JSON.stringify(map)).toBe('{"__proto__":true}');
  });
});

describe('decodeStruct', () => {
  const fields = { a: 'int32', b: '*string' } as const;

  it('fills in zero values and skips what it does not know', () => {
    const node = readJson(Buffer.from('{"toString":1,"B":"x"}'));
    expect(decodeStruct(fields, node, undefined)).toEqual({ a: 0, b: 'x' });
  });

  it('takes null for an empty object', () => {
    expect(decodeStruct(fields, { kind: 'null' }, undefined)).toEqual({ a: 0, b: null });
  });

  it('names the field that does not fit', () => {
    const node = readJson(Buffer.from('{"A":"1"}'));
    expect(() => decodeStruct(fields, node, undefined)).toThrow('a: cannot unmarshal string');
  });

  it('refuses what is no object', () => {
    expect(() => decodeStruct(fields, readJson(Buffer.from('[]')), undefined)).toThrow(DecodeError);
  });
});

describe('zero', () => {
  it.each<[GoType, unknown]>([
    ['int64', 0],
    ['string', ''],
    ['bool', false],
    ['*string', null],
    ['[]string', null],
    ['map[string]bool', null],
  ])('%s: %j', (type, value) => {
    expect(zero(type)).toBe(value);
  });
});
