import { Allow, allow, isReply, Modify, modify, Refuse, refuse } from './reply.js';

describe('allow', () => {
  it('makes a reply that says so', () => {
    expect(allow()).toBeInstanceOf(Allow);
    expect(allow().kind).toBe('allow');
  });
});

describe('refuse', () => {
  it('carries the code and both texts', () => {
    const reply = refuse(20001, 'blocked', 'by the word filter');
    expect(reply).toBeInstanceOf(Refuse);
    expect({ ...reply }).toMatchObject({
      kind: 'refuse',
      errCode: 20001,
      errMsg: 'blocked',
      errDlt: 'by the word filter',
    });
  });

  it('has no detail unless one is given', () => {
    expect(refuse(20001, 'blocked').errDlt).toBe('');
  });
});

describe('modify', () => {
  it('carries the fields as they were given', () => {
    const fields = { remark: 'Bob' };
    const reply = modify(fields);
    expect(reply).toBeInstanceOf(Modify);
    expect(reply.kind).toBe('modify');
    expect(reply.fields).toBe(fields);
  });

  it('has no property for the compiler alone', () => {
    expect('accepts' in modify({})).toBe(false);
  });
});

describe('isReply', () => {
  it.each([allow(), refuse(20001, ''), modify({})])('knows what the functions make: %p', (reply) => {
    expect(isReply(reply)).toBe(true);
  });

  it('knows a reply that another copy of the library made', () => {
    expect(isReply({ [Symbol.for('nestjs-openim-callback:reply')]: true, kind: 'allow' })).toBe(true);
  });

  it.each([
    undefined,
    null,
    true,
    0,
    'allow',
    {},
    [],
    allow,
    { kind: 'allow' },
    { actionCode: 0, errCode: 0, nextCode: 0 },
  ])('does not take %p for one', (value) => {
    expect(isReply(value)).toBe(false);
  });
});
