import { messageOf } from './command-line.js';

describe('messageOf', () => {
  it.each([
    [new Error('no'), 'no'],
    ['no', 'no'],
    [new AggregateError([new Error('refused'), new Error('unreachable')]), 'refused'],
    [new AggregateError([new Error('refused')], 'all of them'), 'all of them'],
    [new AggregateError([]), ''],
  ])('of %p is %j', (error, reason) => {
    expect(messageOf(error)).toBe(reason);
  });
});
