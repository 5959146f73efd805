import fc from 'fast-check';
import { groupChat, idempotencyKey, pair, singleChat, user } from './event-keys.js';

describe('singleChat', () => {
  it("is OpenIM's conversation id, whoever writes to whom", () => {
    expect(singleChat('u1', 'u2')).toBe('si_u1_u2');
    expect(singleChat('u2', 'u1')).toBe('si_u1_u2');
  });

  it('sorts by bytes, as Go does', () => {
    expect(singleChat('u10', 'u9')).toBe('si_u10_u9');
    expect(singleChat('b', 'B')).toBe('si_B_b');
    // By UTF-16 units, as JavaScript sorts, the emoji (U+1F600) would come before the fullwidth A (U+FF21).
    expect(singleChat('\u{1F600}', '\uFF21')).toBe('si_\uFF21_\u{1F600}');
  });

  it('sorts whatever ids there are as their bytes', () => {
    const id = fc.string({ unit: fc.constantFrom('a', 'b', 'é', '\uFF21', '\u{1F600}', '\u{1F601}') });
    fc.assert(
      fc.property(id, id, (one, other) => {
        const sorted = [Buffer.from(one), Buffer.from(other)].sort((a, b) => Buffer.compare(a, b));
        expect(singleChat(one, other)).toBe(`si_${sorted.join('_')}`);
      }),
    );
  });

  it('joins a chat with oneself', () => {
    expect(singleChat('u1', 'u1')).toBe('si_u1_u1');
  });
});

describe('groupChat', () => {
  it("is OpenIM's conversation id", () => {
    expect(groupChat('3145926535')).toBe('sg_3145926535');
  });
});

describe('user', () => {
  it('is a key of its own for each user', () => {
    expect(user('u1')).toBe('user:u1');
  });

  it('is none without a user', () => {
    expect(user(undefined)).toBeUndefined();
  });
});

describe('pair', () => {
  it('is the same in both directions, and no chat', () => {
    expect(pair('u2', 'u1')).toBe('pair:u1:u2');
    expect(pair('u1', 'u2')).toBe('pair:u1:u2');
  });

  it('and singleChat never depend on the direction', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (one, other) => {
        expect(pair(one, other)).toBe(pair(other, one));
        expect(singleChat(one, other)).toBe(singleChat(other, one));
      }),
    );
  });
});

describe('idempotencyKey', () => {
  it('joins the ids', () => {
    expect(idempotencyKey('m1')).toBe('m1');
    expect(idempotencyKey('si_u1_u2', 42)).toBe('si_u1_u2:42');
    expect(idempotencyKey('si_u1_u2', 0)).toBe('si_u1_u2:0');
  });

  it.each([[[]], [['']], [['', 42]], [['m1', '']]])('is none where an id is missing: %j', (ids) => {
    expect(idempotencyKey(...ids)).toBeUndefined();
  });
});
