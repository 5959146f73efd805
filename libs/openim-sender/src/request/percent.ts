import { BadRequestOptionsError } from './bad-request-options-error.js';

const BROKEN_ESCAPE = /%(?![0-9A-Fa-f]{2})/;

/** Undoes percent encoding; the result is bytes, because they need not be UTF-8. Go: `url.unescape`. */
export function unescapePercent(text: string): Buffer {
  const broken = BROKEN_ESCAPE.exec(text);
  if (broken !== null) {
    const escape = text.slice(broken.index, broken.index + 3);
    throw new BadRequestOptionsError(`invalid URL escape ${JSON.stringify(escape)}`);
  }
  const parts = text.split(/(%[0-9A-Fa-f]{2})/);
  return Buffer.concat(
    parts.map((part) =>
      part.startsWith('%') ? Buffer.from(part.slice(1), 'hex') : Buffer.from(part, 'utf8'),
    ),
  );
}

/** Percent-encodes every byte that `allowed` does not name. */
export function escapePercent(bytes: Buffer, allowed: RegExp): string {
  return Array.from(bytes, (byte) => {
    const character = String.fromCharCode(byte);
    return allowed.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }).join('');
}
