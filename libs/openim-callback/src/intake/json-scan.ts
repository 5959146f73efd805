import type { Failure } from './failure.js';

/** OpenIM nests three levels at most; each level costs memory and, in recursive readers, stack. */
export const MAX_DEPTH = 64;

/** Openings of lists and objects up to which a text may be parsed before anybody looks at it. */
export const MAX_OPENINGS = 10_000;

/**
 * Looks for what JSON.parse would accept and we must not: integers it would silently round, and nesting that
 * could exhaust memory and stack. It takes longer than parsing, so use it where there is reason to.
 */
export function scanJson(text: string): Failure | undefined {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (char === QUOTE) at = endOfString(text, at);
    else if (char === OPEN_OBJECT || char === OPEN_ARRAY) {
      if (++depth > MAX_DEPTH)
        return { reason: 'too-deep', detail: `nested deeper than ${MAX_DEPTH} levels` };
    } else if (char === CLOSE_OBJECT || char === CLOSE_ARRAY) depth--;
    else if (isDigit(char)) {
      const end = endOfDigits(text, at);
      if (isUnsafe(text, at, end))
        return { reason: 'unsafe-integer', detail: `an integer at offset ${at} is beyond 2^53` };
      at = end - 1;
    }
  }
  return undefined;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

const isDigit = (char: number): boolean => char >= 0x30 && char <= 0x39;

/** Whether a text has more brackets than that: parsing it unseen could do harm, were they all open at once. */
export function opensMoreThan(most: number, text: string): boolean {
  let openings = 0;
  for (const bracket of ['[', '{']) {
    for (let at = text.indexOf(bracket); at >= 0; at = text.indexOf(bracket, at + 1)) {
      if (++openings > most) return true;
    }
  }
  return false;
}

/** The offset of the quote that ends the string begun at `start`, or of the end of an unfinished one. */
function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    if (!isEscaped(text, at)) return at;
  }
  return text.length;
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0;
  while (text.charCodeAt(at - 1 - backslashes) === BACKSLASH) backslashes++;
  return backslashes % 2 === 1;
}

function endOfDigits(text: string, start: number): number {
  let at = start;
  while (isDigit(text.charCodeAt(at))) at++;
  return at;
}

/** A run of digits that is a whole number, not part of a fraction or an exponent, and too large. */
function isUnsafe(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 2), start);
  const after = text[end] ?? '';
  return (
    !/(?:[.eE]|[eE][+-])$/.test(before) &&
    !/[.eE]/.test(after) &&
    !Number.isSafeInteger(Number(text.slice(start, end)))
  );
}
