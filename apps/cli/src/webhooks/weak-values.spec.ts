import { readBool, readInt, readList } from './weak-values.js';

describe('readBool', () => {
  it.each<[unknown, boolean | undefined]>([
    [true, true],
    [2, true],
    ['T', true],
    ['True', true],
    [0, false],
    ['', false],
    [null, false],
    [undefined, false],
    ['f', false],
    ['yes', undefined],
    ['tRUE', undefined],
    [[], undefined],
  ])('%j: %j', (value, expected) => {
    expect(readBool(value)).toBe(expected);
  });
});

describe('readInt', () => {
  it.each<[unknown, number | undefined]>([
    [5, 5],
    [5.9, 5],
    ['5', 5],
    ['-5', -5],
    [true, 1],
    ['', 0],
    [null, 0],
    ['5s', undefined],
    ['5.5', undefined],
    [{}, undefined],
    [Number.NaN, undefined],
  ])('%j: %j', (value, expected) => {
    expect(readInt(value)).toBe(expected);
  });
});

describe('readList', () => {
  it.each<[unknown, readonly unknown[]]>([
    [
      [1, '2'],
      [1, '2'],
    ],
    ['1,2-3', ['1', '2-3']],
    [7, [7]],
    [null, []],
    ['', []],
  ])('%j: %j', (value, expected) => {
    expect(readList(value)).toEqual(expected);
  });
});
