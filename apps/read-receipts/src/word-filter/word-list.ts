/** Scripts written without spaces between words, where a word may stand right beside another. */
const SPACELESS = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]`;

/** A letter or digit that would make a word part of a longer one. */
const JOINED = String.raw`(?!${SPACELESS})[\p{L}\p{M}\p{N}]`;

/**
 * Words to look for, in any case. A word is found where it stands alone, so that `spam` is not found in
 * `spamalot`; in scripts without spaces, such as Chinese, it is found anywhere.
 */
export class WordList {
  private readonly pattern: RegExp | undefined;

  constructor(words: readonly string[]) {
    const wanted = words.filter((word) => word !== '');
    // The longest first, or `spam` would keep `spam mail` from being found.
    const longestFirst = wanted.toSorted((one, other) => other.length - one.length);
    if (wanted.length > 0) this.pattern = new RegExp(longestFirst.map(patternOf).join('|'), 'giu');
  }

  /** Whether a text has one of the words. */
  isIn(text: string): boolean {
    return this.pattern !== undefined && text.search(this.pattern) !== -1;
  }

  /** The text with asterisks for the words, as long as before: positions in it still hold. */
  mask(text: string): string {
    return this.pattern ? text.replace(this.pattern, (word) => '*'.repeat(word.length)) : text;
  }
}

const STARTS_JOINED = new RegExp(`^${JOINED}`, 'u');
const ENDS_JOINED = new RegExp(`${JOINED}$`, 'u');

function patternOf(word: string): string {
  const literal = word.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
  const before = STARTS_JOINED.test(word) ? `(?<!${JOINED})` : '';
  const after = ENDS_JOINED.test(word) ? `(?!${JOINED})` : '';
  return before + literal + after;
}
