import fc from 'fast-check';
import { storable } from './storable.js';

describe('storable', () => {
  it('replaces NUL and halves of characters wherever they are', () => {
    const job = { name: 'a\0b', data: { list: ['\uD83D', 1, null, true], text: '👍' } };
    expect(storable(job)).toEqual({
      name: 'a\uFFFDb',
      data: { list: ['\uFFFD', 1, null, true], text: '👍' },
    });
  });

  it('leaves all else as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer(), (text, number) => {
        const value = { text: text.replaceAll('\0', ''), number, none: undefined };
        expect(storable(value)).toEqual(value);
      }),
    );
  });
});
