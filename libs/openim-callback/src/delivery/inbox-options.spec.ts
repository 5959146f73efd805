import { amount, count, numberProblems, refuseProblems } from './inbox-options.js';

describe('the options of inboxes', () => {
  it.each([1, 2, Infinity])('may be %d of something', (value) => {
    expect(numberProblems({ window: value }, { window: count(1) })).toEqual([]);
  });

  it.each([0, -1, 1.5, Number.NaN, '16', null, undefined])('may not be %j of something', (value) => {
    expect(numberProblems({ window: value }, { window: count(1) })).toEqual([
      `window must be an integer of at least 1, it is ${String(value)}`,
    ]);
  });

  it('may be amounts within their bounds', () => {
    const rules = { lease: amount(100, 200), bytes: amount(0) };
    expect(numberProblems({ lease: 100.5, bytes: Infinity }, rules)).toEqual([]);
    expect(numberProblems({ lease: 99, bytes: Number.NaN }, rules)).toEqual([
      'lease must be between 100 and 200, it is 99',
      'bytes must be at least 0, it is NaN',
    ]);
  });

  it('are refused with all that is wrong with them, under the name of the inbox', () => {
    expect(() => refuseProblems('someInbox', [])).not.toThrow();
    expect(() => refuseProblems('someInbox', ['a is wrong', 'b too'])).toThrow(
      'someInbox: a is wrong; b too',
    );
  });
});
