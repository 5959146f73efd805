import { SecretList } from './access-control.js';

describe('a list of secrets', () => {
  const list = new SecretList(['first-secret', 'other-secret', 'schlüssel']);

  it.each(['first-secret', 'other-secret', 'schlüssel'])('includes %s', (secret) => {
    expect(list.includes(secret)).toBe(true);
  });

  it.each(['', 'first-secre', 'first-secret ', 'First-secret', 'first-secretother-secret', 'third-secret'])(
    'does not include %j',
    (given) => {
      expect(list.includes(given)).toBe(false);
    },
  );

  it('includes nothing when it is empty', () => {
    expect(new SecretList([]).includes('')).toBe(false);
  });

  it('includes the empty text only if it was given', () => {
    expect(new SecretList(['']).includes('')).toBe(true);
  });

  it('compares texts of any length', () => {
    const long = 'x'.repeat(1_000_000);
    expect(list.includes(long)).toBe(false);
    expect(new SecretList([long]).includes(long)).toBe(true);
  });
});
