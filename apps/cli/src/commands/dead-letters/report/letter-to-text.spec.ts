import { sampleLetter } from '../../../testing/sample-letter.js';
import { letterToText } from './letter-to-text.js';

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
