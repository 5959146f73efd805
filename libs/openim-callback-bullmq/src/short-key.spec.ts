import fc from 'fast-check';
import { shortKey } from './short-key.js';

describe('shortKey', () => {
  it('leaves keys of up to 200 bytes as they are', () => {
    for (const key of ['', 'message 1', 'x'.repeat(200), '€'.repeat(66)]) expect(shortKey(key)).toBe(key);
  });

  it.each(['x'.repeat(201), '€'.repeat(67)])('gives the digest of a longer one', (key) => {
    expect(shortKey(key)).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  it('is short, and the same for the same key alone', () => {
    const long = fc.string({ minLength: 150, maxLength: 400, unit: 'grapheme' });
    fc.assert(
      fc.property(long, long, (one, other) => {
        expect(Buffer.byteLength(shortKey(one))).toBeLessThanOrEqual(200);
        expect(shortKey(one) === shortKey(other)).toBe(one === other);
      }),
    );
  });
});
