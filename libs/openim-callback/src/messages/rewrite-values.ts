import { foldKey } from '../contract/records.js';

interface Level {
  readonly isList: boolean;
  /** Whether the next text is a key. */
  atKey: boolean;
}

const PRIMITIVE = /[^\s,\]}]+/y;

/**
 * Replaces texts, numbers and booleans in a valid JSON text, and leaves everything else as it is, to the byte: the
 * spelling of numbers, keys that occur twice, white space. It walks without recursion, so that no depth is too much.
 *
 * @param rewrite gets the keys that lead to the value, in lower case and without places in lists, and the value as
 *   a text; what it returns takes its place, as a text, unless it is the same
 */
export function rewriteValues(
  json: string,
  rewrite: (path: readonly string[], value: string) => string,
): string {
  const levels: Level[] = [];
  const path: string[] = [];
  let result = '';
  let copied = 0;
  let at = 0;

  const replace = (end: number, value: string): void => {
    const rewritten = rewrite(path, value);
    if (rewritten !== value) {
      result += json.slice(copied, at) + JSON.stringify(rewritten);
      copied = end;
    }
  };
  /** After a value in an object its key is done with. */
  const valueEnds = (): void => {
    if (levels.at(-1)?.isList === false) path.pop();
  };

  while (at < json.length) {
    const character = json.charAt(at);
    const level = levels.at(-1);
    if (character === '{' || character === '[') {
      levels.push({ isList: character === '[', atKey: character === '{' });
      at += 1;
    } else if (character === '}' || character === ']') {
      levels.pop();
      valueEnds();
      at += 1;
    } else if (character === ',') {
      if (level) level.atKey = !level.isList;
      at += 1;
    } else if (character === '"') {
      const end = endOfText(json, at);
      const text = String(JSON.parse(json.slice(at, end)));
      if (level?.atKey) {
        path.push(foldKey(text));
        level.atKey = false;
      } else {
        replace(end, text);
        valueEnds();
      }
      at = end;
    } else if (character === ':' || character.trim() === '') {
      at += 1;
    } else {
      PRIMITIVE.lastIndex = at;
      const [value = ''] = PRIMITIVE.exec(json) ?? [];
      if (value !== 'null') replace(at + value.length, value);
      valueEnds();
      at += Math.max(value.length, 1);
    }
  }
  return result + json.slice(copied);
}

/** Where the text that begins with a quotation mark ends. */
function endOfText(json: string, start: number): number {
  let end = json.indexOf('"', start + 1);
  while (end > 0 && isEscaped(json, end)) end = json.indexOf('"', end + 1);
  return end < 0 ? json.length : end + 1;
}

function isEscaped(json: string, at: number): boolean {
  let backslashes = 0;
  while (json.charAt(at - 1 - backslashes) === '\\') backslashes += 1;
  return backslashes % 2 === 1;
}
