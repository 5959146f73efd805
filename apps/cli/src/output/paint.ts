import type { Output } from '../io.js';

type Style = (text: string) => string;

/** Colours a text, or leaves it as it is. */
export interface Paint {
  readonly bold: Style;
  readonly dim: Style;
  readonly red: Style;
  readonly green: Style;
  readonly yellow: Style;
}

/** Colours for a terminal; none for a pipe or a file, and none where NO_COLOR is set (no-color.org). */
export function createPaint(output: Output, env: Readonly<Record<string, string | undefined>>): Paint {
  const coloured = output.isTTY === true && (env['NO_COLOR'] ?? '') === '';
  const style =
    (on: number, off: number): Style =>
    (text) =>
      coloured ? `\u001b[${on}m${text}\u001b[${off}m` : text;
  return {
    bold: style(1, 22),
    dim: style(2, 22),
    red: style(31, 39),
    green: style(32, 39),
    yellow: style(33, 39),
  };
}
