import { isRecord } from './records.js';

describe('isRecord', () => {
  it.each([[{}], [{ a: 1 }], [Object.create(null)]])('accepts an object with keys', (value) => {
    expect(isRecord(value)).toBe(true);
  });

  it.each([[null], [undefined], [[]], ['text'], [1], [true]])('turns %p down', (value) => {
    expect(isRecord(value)).toBe(false);
  });
});
