import fc from 'fast-check';
import { decodeUtf8 } from './utf8.js';

const bad = '\ufffd';

// Right: what Go's json.Unmarshal makes of the bytes inside a string.
const rows: readonly (readonly [bytes: number[], text: string])[] = [
  [[], ''],
  [[0x61, 0x62], 'ab'],
  [[0xef, 0xbb, 0xbf, 0x7b], '\ufeff{'],
  [[0xff], bad],
  [[0xe2, 0x82], bad + bad],
  [[0xe2, 0x82, 0x61], `${bad}${bad}a`],
  [[0xe2, 0x82, 0xac], '€'],
  [[0xed, 0xa0, 0x80], bad.repeat(3)],
  [[0xc0, 0x80], bad + bad],
  [[0xc1, 0xbf], bad + bad],
  [[0xe0, 0x80, 0x80], bad.repeat(3)],
  [[0xf0, 0x80, 0x80, 0x80], bad.repeat(4)],
  [[0xf4, 0x90, 0x80, 0x80], bad.repeat(4)],
  [[0xf4, 0x8f, 0xbf, 0xbf], '\u{10ffff}'],
  [[0xf5, 0x80], bad + bad],
  [[0xf0, 0x9f, 0x98, 0x80, 0x80], `😀${bad}`],
  [[0xef, 0xbf, 0xbd], bad],
  [[0xed, 0x9f, 0xbf, 0xff], `\ud7ff${bad}`],
];

describe('decodeUtf8', () => {
  it.each(rows)('%j', (bytes, text) => {
    expect(decodeUtf8(Buffer.from(bytes))).toBe(text);
  });

  it('gives back every text that was valid', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const valid = text.replace(/\p{Surrogate}/gu, '');
        expect(decodeUtf8(Buffer.from(valid))).toBe(valid);
      }),
    );
  });

  it('changes nothing about the valid parts of broken text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const broken = Buffer.concat([Buffer.from(text), Buffer.from([0xff]), Buffer.from(text)]);
        expect(decodeUtf8(broken)).toBe(`${text}${bad}${text}`);
      }),
    );
  });

  it('makes at most one character of each byte', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(decodeUtf8(Buffer.from(bytes)).length).toBeLessThanOrEqual(bytes.length);
      }),
    );
  });
});
