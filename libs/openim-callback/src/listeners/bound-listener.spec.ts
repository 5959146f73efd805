import { DeadlineError } from './bound-listener.js';

describe('DeadlineError', () => {
  it('names the time that was not enough', () => {
    const error = new DeadlineError(4000);
    expect(error).toBeInstanceOf(Error);
    expect(`${error}`).toBe('DeadlineError: no decision within 4000 ms');
  });
});
