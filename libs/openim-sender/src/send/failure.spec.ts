import { toFailure } from './failure.js';

describe('toFailure', () => {
  it.each([
    [new Error('EOF'), 'EOF'],
    [Object.assign(new AggregateError([], ''), { code: 'ECONNREFUSED' }), 'ECONNREFUSED'],
    [Object.assign(new Error('reset'), { code: 'ECONNRESET' }), 'reset'],
    ['text', 'unknown error'],
    [undefined, 'unknown error'],
    [null, 'unknown error'],
    [{ message: 5 }, 'unknown error'],
  ])('%p', (error, cause) => {
    expect(toFailure(error)).toEqual({ cause });
  });
});
