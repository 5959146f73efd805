import { sampleLetter } from '../../../testing/sample-letter.js';
import { lettersToTable } from './letters-to-table.js';

const plain = (text: string): string => text;

describe('lettersToTable', () => {
  it('has a line for each', () => {
    const unusable = { kind: 'unusable', command: undefined, listener: undefined, attempts: 0 } as const;
    expect(lettersToTable([sampleLetter(), sampleLetter(unusable)], plain)).toBe(
      `id        kind         command          listener         attempts  given up              reason
letter-1  undelivered  afterUserOnline  Presence.online        10  2026-07-01T10:05:00Z  connection lost
letter-1  unusable     -                -                       0  2026-07-01T10:05:00Z  connection lost
`,
    );
  });

  it('cuts the reason to the terminal, but not to nothing', () => {
    const letter = sampleLetter({ reason: 'x'.repeat(300) });
    const [, line = ''] = lettersToTable([letter], plain, 120).split('\n');
    expect(line).toMatch(/x\.\.\.$/);
    expect(line).toHaveLength(120);
    expect(lettersToTable([letter], plain, 40)).toMatch(/ x{17}\.\.\.\n$/);
    expect(lettersToTable([letter], plain)).toMatch(/ x{300}\n$/);
  });

  it('keeps to one line and lets nothing steer the terminal', () => {
    const table = lettersToTable([sampleLetter({ reason: 'a\n\tb\u001b', command: 'c\u001b\nd' })], plain);
    expect(table.split('\n')).toHaveLength(3);
    expect(table).toContain('a b\\u001b');
    expect(table).toContain('c\\u001b d');
  });
});
