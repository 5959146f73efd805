import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { shellQuote } from './shell-quote.js';

describe('shellQuote', () => {
  it('leaves plain values as they are', () => {
    expect(shellQuote('http://10.0.0.5:10006/cb')).toBe('http://10.0.0.5:10006/cb');
  });

  it('is undone by a shell', () => {
    const value = fc.string({ unit: fc.constantFrom(...`a'"$\`\\ #&;é`) });
    fc.assert(
      fc.property(value, (text) => {
        const printed = execFileSync('sh', ['-c', `printf %s ${shellQuote(text)}`], { encoding: 'utf8' });
        expect(printed).toBe(text);
      }),
      { numRuns: 30 },
    );
  });
});
