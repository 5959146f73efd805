/** A piece of JSON text on a line. */
export interface Token {
  readonly kind: 'key' | 'string' | 'number' | 'literal' | 'mark' | 'space';
  readonly text: string;
}

const PIECES = /\s+|"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|true|false|null|[{}[\]:,]/gy;
const INDENT = '  ';

/**
 * Breaks JSON text into lines without reading its values: numbers keep every digit, keys their spelling and their
 * order, strings their escapes. Undefined when it is no JSON, as far as its pieces show.
 */
export function layoutJson(text: string): Token[] | undefined {
  const pieces = piecesOf(text);
  if (!pieces) return undefined;
  const tokens: Token[] = [];
  let depth = 0;
  const line = (): void => void tokens.push({ kind: 'space', text: `\n${INDENT.repeat(depth)}` });
  for (const [index, piece] of pieces.entries()) {
    const next = pieces[index + 1];
    if (piece === '{' || piece === '[') {
      tokens.push({ kind: 'mark', text: piece });
      depth++;
      if (next !== '}' && next !== ']') line();
    } else if (piece === '}' || piece === ']') {
      depth = Math.max(0, depth - 1);
      const before = pieces[index - 1];
      if (before !== '{' && before !== '[') line();
      tokens.push({ kind: 'mark', text: piece });
    } else if (piece === ',') {
      tokens.push({ kind: 'mark', text: ',' });
      line();
    } else if (piece === ':') {
      tokens.push({ kind: 'mark', text: ': ' });
    } else {
      tokens.push({ kind: kindOf(piece, next), text: piece });
    }
  }
  return tokens;
}

function piecesOf(text: string): string[] | undefined {
  PIECES.lastIndex = 0;
  const pieces: string[] = [];
  while (PIECES.lastIndex < text.length) {
    const found = PIECES.exec(text);
    if (!found) return undefined;
    if (found[0].trim() !== '') pieces.push(found[0]);
  }
  return pieces.length === 0 ? undefined : pieces;
}

function kindOf(piece: string, next: string | undefined): Token['kind'] {
  if (piece.startsWith('"')) return next === ':' ? 'key' : 'string';
  return /^[tfn]/.test(piece) ? 'literal' : 'number';
}
