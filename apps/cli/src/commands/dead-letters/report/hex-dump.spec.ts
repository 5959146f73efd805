import { hexDump } from './hex-dump.js';

describe('hexDump', () => {
  it('shows bytes and their letters', () => {
    expect(hexDump(Buffer.from('{"a":\u001b[31m 你好!!'))).toBe(
      [
        '00000000  7b 22 61 22 3a 1b 5b 33 31 6d 20 e4 bd a0 e5 a5  |{"a":.[31m .....|',
        '00000010  bd 21 21                                         |.!!|',
      ].join('\n'),
    );
  });

  it('stops at the limit and says what is left', () => {
    expect(hexDump(Buffer.alloc(40), 20).split('\n')).toEqual([
      expect.stringMatching(/^00000000 {2}(00 ){16} \|\.{16}\|$/),
      expect.stringMatching(/^00000010 {2}00 00 00 00 +\|\.{4}\|$/),
      '... (20 more bytes)',
    ]);
    expect(hexDump(Buffer.alloc(0))).toBe('');
  });
});
