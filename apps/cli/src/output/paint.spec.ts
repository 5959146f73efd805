import { TestOutput } from '../testing/run-cli.js';
import { createPaint } from './paint.js';

describe('createPaint', () => {
  it('colours for a terminal', () => {
    const paint = createPaint(new TestOutput(true), { NO_COLOR: '' });
    expect(paint.red('a')).toBe('\u001b[31ma\u001b[39m');
    expect(paint.bold(paint.green('b'))).toBe('\u001b[1m\u001b[32mb\u001b[39m\u001b[22m');
    expect(paint.dim('c') + paint.yellow('d')).toBe('\u001b[2mc\u001b[22m\u001b[33md\u001b[39m');
  });

  it.each([
    ['a pipe', false, {}],
    ['NO_COLOR', true, { NO_COLOR: '1' }],
  ])('does not colour for %s', (_name, isTTY, env) => {
    const paint = createPaint(new TestOutput(isTTY), env);
    expect(
      [paint.red, paint.green, paint.yellow, paint.bold, paint.dim].map((style) => style('a')).join(''),
    ).toBe('aaaaa');
  });
});
