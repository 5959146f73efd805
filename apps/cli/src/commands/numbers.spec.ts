import { InvalidArgumentError } from 'commander';
import { seconds, wholeNumber } from './numbers.js';

describe('wholeNumber', () => {
  it.each([
    ['1', 1],
    ['007', 7],
    ['100000', 100_000],
  ])('reads %s', (text, value) => {
    expect(wholeNumber(text)).toBe(value);
  });

  it.each(['0', '-1', '1.5', '1e3', '', ' 1', 'ten', '0x10', '9'.repeat(20)])('refuses %j', (text) => {
    expect(() => wholeNumber(text)).toThrow(InvalidArgumentError);
  });
});

describe('seconds', () => {
  it.each([
    ['5', 5],
    ['0', 0],
    ['0.25', 0.25],
  ])('reads %s', (text, value) => {
    expect(seconds(text)).toBe(value);
  });

  it.each(['-1', '.5', '5s', '', 'Infinity', '9'.repeat(400)])('refuses %j', (text) => {
    expect(() => seconds(text)).toThrow(InvalidArgumentError);
  });
});
