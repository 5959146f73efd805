import { leaseOfToken, newLockToken } from './lock-token.js';

describe('newLockToken', () => {
  it('is another each time, and tells its lease', () => {
    const tokens = [10_000, 10_000, 1000].map(newLockToken);
    expect(new Set(tokens).size).toBe(3);
    expect(tokens.map(leaseOfToken)).toEqual([10_000, 10_000, 1000]);
  });

  it.each([null, '', '0b5c7a1e-7d0c-4a53-9f0d-7f6ad6f1a111', 'x/', 'x/y'])('%j tells none', (token) => {
    expect(leaseOfToken(token)).toBeUndefined();
  });
});
