// A backslash pair has to be consumed as such: in "\\ud800" there is no surrogate.
const ESCAPES = /\\\\|\\ud[89a-f][0-9a-f]{2}|[<>&\u2028\u2029]/g;

/**
 * The text Go's `json.NewEncoder(w).Encode(value)` writes, which is what OpenIM posts: `<`, `>`, `&`, U+2028
 * and U+2029 escaped, a lone surrogate (Go: invalid UTF-8) as `\ufffd`, `\b` and `\f` in short form (Go 1.22
 * and later), no spaces, one newline at the end. Keys keep their order, as the fields of a Go struct do; keys
 * whose value is undefined are left out. A bigint is written as an integer.
 *
 * @throws {TypeError} for what JSON cannot say: undefined at the top or in a list, functions, symbols, NaN and
 *   infinite numbers
 */
export function marshal(value: unknown): string {
  return `${encode(value)}\n`;
}

function encode(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return encodeString(value);
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(encode).join(',')}]`;
  if (typeof value === 'object') return `{${encodeMembers(value)}}`;
  throw new TypeError(`json: unsupported value of type ${typeof value}`);
}

function encodeMembers(value: object): string {
  return Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .map(([key, member]) => `${encodeString(key)}:${encode(member)}`)
    .join(',');
}

function encodeString(text: string): string {
  return JSON.stringify(text).replace(ESCAPES, (found) => {
    if (found === '\\\\') return found;
    if (found.startsWith('\\ud')) return '\\ufffd';
    return `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
