import { memoryInbox } from './memory-inbox.js';
import { withDefaults } from './memory-inbox.options.js';

describe('the options of the memory inbox', () => {
  const defaults = {
    maxEvents: 10_000,
    maxBytes: 67_108_864,
    concurrency: 16,
    duplicateWindow: 600_000,
    maxDeadLetters: 1000,
    maxDeadLetterBytes: 16_777_216,
  };

  it('have these defaults, also where undefined is given', () => {
    expect(withDefaults({})).toEqual(defaults);
    const nothing = Object.fromEntries(Object.keys(defaults).map((name) => [name, undefined]));
    expect(withDefaults(nothing)).toEqual(defaults);
  });

  it.each([
    ['maxEvents', 0],
    ['maxBytes', 0],
    ['concurrency', 0],
    ['concurrency', Number.NaN],
    ['duplicateWindow', -1],
    ['maxDeadLetters', -1],
    ['maxDeadLetterBytes', Number.NaN],
  ])('do not make an inbox with a %s of %d', (name, value) => {
    expect(() => memoryInbox({ [name]: value })).toThrow(`memoryInbox: ${name} must be`);
  });
});
