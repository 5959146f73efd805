/** Characters of a value that a line shows; what is longer ends in `…`. */
const MAX_VALUE = 128;

/** Characters of a text from outside of this module, such as the message of an error. */
const MAX_TEXT = 1000;

/** What a terminal or a log reader may take for more than a character: controls, bidi marks, line separators. */
const UNSAFE = /[\p{C}\p{Zl}\p{Zp}]/gu;

/** What a line about a callback ends in. What is undefined or `''` is left out. */
export interface LogFields {
  /** The wire name; `unknown` when it is not known or does not look like one. Always there, always first. */
  readonly command: string;
  readonly operationID?: string | undefined;
  readonly eventID?: string | undefined;
  /** A fixed word for what happened. */
  readonly reason: string;
  readonly remoteAddress?: string | undefined;
  readonly listener?: string;
  /** Which call of the listener failed, from 1. */
  readonly attempt?: number;
  /** Milliseconds until the next. */
  readonly retryIn?: number | undefined;
  /** Events of a batch that failed as a whole, of which the line names the first. */
  readonly batch?: number | undefined;
}

/**
 * A line that ends in its fields, in logfmt. They begin at the last ` command=` of the line, whatever the text or
 * a sender says, since no value holds a `=`.
 */
export function withFields(text: string, { command, ...others }: LogFields): string {
  const fields = Object.entries<string | number | undefined>(others).filter(
    ([, value]) => value !== undefined && value !== '',
  );
  return [
    text,
    `command=${shown(command)}`,
    ...fields.map(([key, value]) => `${key}=${shown(String(value))}`),
  ].join(' ');
}

/** A text from outside on one line. */
export const oneLine = (text: string): string => cut(text, MAX_TEXT).replace(UNSAFE, escaped);

/** A value that is more than a word is quoted as a JSON string. */
function shown(value: string): string {
  if (/^[\w.:/-]{1,128}$/.test(value)) return value;
  return JSON.stringify(cut(value, MAX_VALUE)).replaceAll('=', '\\u003d').replace(UNSAFE, escaped);
}

const cut = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length)}…` : text;

const escaped = (character: string): string =>
  character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
