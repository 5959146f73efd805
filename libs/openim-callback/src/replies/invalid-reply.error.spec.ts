import { InvalidReplyError } from './invalid-reply.error.js';

describe('InvalidReplyError', () => {
  it('is an error with a name and a text', () => {
    const error = new InvalidReplyError('modify(): no');
    expect(error).toBeInstanceOf(Error);
    expect(`${error}`).toBe('InvalidReplyError: modify(): no');
  });

  it('refuses only where it is told so', () => {
    expect(new InvalidReplyError('').refusing).toBe(false);
    expect(new InvalidReplyError('', true).refusing).toBe(true);
  });
});
