import fc from 'fast-check';
import { sampleLetter } from '../../../testing/sample-letter.js';
import { letterToText, indentJson, hexDump } from './letter-to-text.js';

describe('letterToText', () => {
  const paint = { bold: (text: string): string => text };

  it('shows every field and the body laid out', () => {
    expect(letterToText(sampleLetter({ headers: { 'user-agent': 'Go' } }), paint)).toBe(
      `id           letter-1
kind         undelivered
command      callbackAfterUserOnlineCommand
listener     Presence.online
reason       connection lost
attempts     10
eventID      event-1
operationID  op-1
received     2026-07-01T10:00:00.000Z
given up     2026-07-01T10:05:00.007Z
query        contenttype=json

headers
  user-agent: Go

body (15 bytes)
{
  "userID": "u1"
}
`,
    );
  });

  it('dumps what is no JSON, and puts a dash for what is missing', () => {
    const shown = letterToText(
      sampleLetter({ listener: undefined, query: '', raw: Buffer.from('<') }),
      paint,
    );
    expect(shown).toContain('listener     -\n');
    expect(shown).toContain('query        -\n');
    expect(shown).toContain('body (1 bytes)\n00000000  3c ');
    expect(letterToText(sampleLetter({ raw: Buffer.alloc(0) }), paint)).toMatch(/\nbody \(0 bytes\)\n$/);
  });

  it('lets nothing steer the terminal', () => {
    const evil = 'a\u001b[2Jb\u202e';
    const wishes = { command: evil, reason: evil, query: evil, operationID: evil, headers: { [evil]: evil } };
    const shown = letterToText(sampleLetter({ ...wishes, raw: Buffer.from('{"a":"\u202e"}') }), paint);
    for (const unsafe of ['\u001b', '\u202e']) expect(shown).not.toContain(unsafe);
    expect(shown).toContain('a\\u001b[2Jb\\u202e');
  });
});

describe('indentJson', () => {
  it('lays any JSON out as JSON.stringify() does', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), fc.nat(3), (value, spaces) => {
        expect(indentJson(JSON.stringify(value, null, spaces))).toBe(JSON.stringify(value, null, 2));
      }),
    );
  });

  it('keeps big numbers, escapes and names that occur twice', () => {
    expect(indentJson('{"a":12345678901234567890,"a":1.0,"b":"\\u0041\\"{"}')).toBe(
      '{\n  "a": 12345678901234567890,\n  "a": 1.0,\n  "b": "\\u0041\\"{"\n}',
    );
  });

  it('copes with a very long text', () => {
    const text = JSON.stringify({ content: 'x\\'.repeat(2_000_000) });
    expect(indentJson(text)).toHaveLength(text.length + '\n  '.length + '\n'.length + 1);
  });
});

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
