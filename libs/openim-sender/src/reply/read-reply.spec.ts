import { findCommand } from '../commands/wire-commands.js';
import { DecodeError } from '../decode/scalars.js';
import { JsonSyntaxError } from '../json/json-node.js';
import { readReply } from './read-reply.js';

const row = findCommand('beforeSetFriendRemark');

describe('readReply', () => {
  it('fills in what is missing', () => {
    expect(readReply(row, Buffer.from('{}'))).toEqual({
      actionCode: 0,
      errCode: 0,
      errMsg: '',
      errDlt: '',
      nextCode: 0,
      fields: { remark: '' },
      present: new Set(),
      unknown: [],
    });
  });

  it('tells own, common and unknown fields apart', () => {
    const read = readReply(row, Buffer.from('{"REMARK":"r","errcode":7,"code":1,"remark":null}'));
    expect(read).toMatchObject({ errCode: 7, fields: { remark: 'r' }, unknown: ['code'] });
    expect([...read.present]).toEqual(['remark']);
  });

  it('reads null as an empty answer', () => {
    expect(readReply(row, Buffer.from('null'))).toMatchObject({ nextCode: 0, unknown: [] });
  });

  it('throws on bad syntax and on wrong types', () => {
    expect(() => readReply(row, Buffer.from('{'))).toThrow(JsonSyntaxError);
    expect(() => readReply(row, Buffer.from('{"remark":1}'))).toThrow(DecodeError);
    expect(() => readReply(undefined, Buffer.from('[]'))).toThrow(DecodeError);
  });
});
