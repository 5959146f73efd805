import { JsonSyntaxError } from './json-node.js';

const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const SIMPLE_ESCAPES = '"\\/bfnrt';
const HEX4 = /[0-9a-fA-F]{4}/y;

/** Walks over JSON text token by token and complains in the words of Go's `encoding/json`. */
export class JsonScanner {
  private position = 0;

  constructor(private readonly text: string) {}

  /** The next character after white space, not consumed; `''` at the end. */
  peek(): string {
    for (;;) {
      const character = this.text.charAt(this.position);
      if (character === '' || !' \t\r\n'.includes(character)) return character;
      this.position++;
    }
  }

  /** Consumes the next character after white space when it is the given one. */
  accept(character: string): boolean {
    if (this.peek() !== character) return false;
    this.position++;
    return true;
  }

  /** Consumes the given character or throws. */
  expect(character: string, context: string): void {
    if (!this.accept(character)) this.fail(context);
  }

  /** Consumes a word such as `true`. */
  word(expected: string): void {
    for (const character of expected) {
      if (this.text.charAt(this.position) !== character) this.fail(`in literal ${expected}`);
      this.position++;
    }
  }

  /** Consumes a number and returns its text. */
  number(): string {
    NUMBER.lastIndex = this.position;
    const found = NUMBER.exec(this.text)?.[0];
    if (found === undefined) {
      this.position++;
      return this.fail('in numeric literal');
    }
    this.position += found.length;
    return found;
  }

  /** Consumes a string and returns its value; lone surrogates become U+FFFD. */
  string(): string {
    const start = this.position;
    let escaped = false;
    this.position++;
    for (;;) {
      const character = this.text.charAt(this.position);
      if (character < ' ') this.fail('in string literal');
      this.position++;
      if (character === '"') break;
      if (character !== '\\') continue;
      escaped = true;
      this.escape();
    }
    if (!escaped) return this.text.slice(start + 1, this.position - 1);
    const value: unknown = JSON.parse(this.text.slice(start, this.position));
    return String(value).replace(/\p{Surrogate}/gu, '\ufffd');
  }

  /** Throws the error for the current character. */
  fail(context: string): never {
    const character = this.text.charAt(this.position);
    if (character === '') throw new JsonSyntaxError('unexpected end of JSON input');
    throw new JsonSyntaxError(`invalid character ${JSON.stringify(character)} ${context}`);
  }

  private escape(): void {
    const character = this.text.charAt(this.position);
    if (character === 'u') {
      HEX4.lastIndex = this.position + 1;
      if (!HEX4.test(this.text)) {
        this.position++;
        this.fail('in \\u hexadecimal character escape');
      }
      this.position += 5;
      return;
    }
    if (character === '' || !SIMPLE_ESCAPES.includes(character)) this.fail('in string escape code');
    this.position++;
  }
}
