import { count, counted, duration, relative, nameOf } from './format.js';

describe('duration', () => {
  it.each([
    [0, '0 ms'],
    [0.42, '0.4 ms'],
    [12.6, '13 ms'],
    [1_500, '1.5 s'],
    [180_000, '3 min'],
    [7_500_000, '2 h 5 min'],
    [7_200_000, '2 h'],
    [86_400_000 * 4 + 3_600_000 * 2, '4 d 2 h'],
  ])('of %d ms is %s', (milliseconds, text) => expect(duration(milliseconds)).toBe(text));
});

describe('relative', () => {
  it.each([
    [0, 'now'],
    [5_400, 'in 5 s'],
    [-180_000, '3 min ago'],
  ])('at a distance of %d is %s', (distance, text) => expect(relative(1e12 + distance, 1e12)).toBe(text));
});

describe('nameOf', () => {
  it.each([
    ['callbackAfterSingleMsgReadCommand', 'afterSingleMsgRead'],
    ['callbackBeforeAfterMsgCommand', 'afterRevokeMsg'],
    ['other', 'other'],
    [undefined, 'unknown'],
  ])('of %p is %s', (command, text) => expect(nameOf(command)).toBe(text));
});

describe('numbers', () => {
  it('are grouped, and their nouns agree', () => {
    expect([count(1234567), counted(1, 'letter'), counted(2000, 'letter')]).toEqual([
      '1,234,567',
      '1 letter',
      '2,000 letters',
    ]);
  });
});
