import { idempotencyKey } from './idempotency-key.js';

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
