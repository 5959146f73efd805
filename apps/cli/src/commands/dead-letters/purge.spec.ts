import { Readable } from 'node:stream';
import { TestOutput } from '../../testing/run-cli.js';
import { canAsk, confirm, requireConsent } from './purge.js';

const stdinOf = (chunks: readonly string[], isTTY = true): Readable & { readonly isTTY: boolean } =>
  Object.assign(Readable.from(chunks), { isTTY });

describe('confirm', () => {
  it.each([
    [['y\n'], true],
    [['YES\r\n'], true],
    [['ye', 's', '\nno\n'], true],
    [['n\n'], false],
    [['\n'], false],
    [['yesterday\n'], false],
    [[], false],
  ])('reads %j as %s', async (chunks, expected) => {
    const stderr = new TestOutput();
    expect(await confirm('Delete?', { stdin: stdinOf(chunks), stderr })).toBe(expected);
    expect(stderr.text).toBe('Delete? [y/N] ');
  });
});

describe('requireConsent', () => {
  it.each([
    [true, true, true],
    [true, false, false],
    [false, true, false],
  ])('with a terminal for input %s and for output %s can ask: %s', (input, output, expected) => {
    const io = { stdin: stdinOf([], input), stderr: new TestOutput(output) };
    expect(canAsk(io)).toBe(expected);
    const require = (): void => requireConsent(false, io);
    if (expected) expect(require).not.toThrow();
    else expect(require).toThrow('--yes');
    expect(() => requireConsent(true, io)).not.toThrow();
  });
});
