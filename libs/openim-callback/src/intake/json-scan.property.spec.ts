import fc from 'fast-check';
import { scanJson } from './json-scan.js';

/** What the scan must find, by a reader that looks at every token and takes no short cut. */
function slowly(text: string): 'too-deep' | 'unsafe-integer' | undefined {
  let depth = 0;
  let rest = text;
  while (rest !== '') {
    const [token = ''] =
      /^"(?:[^"\\]|\\[^])*"?/.exec(rest) ??
      /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/.exec(rest) ??
      /^[^]/.exec(rest) ??
      [];
    rest = rest.slice(token.length);
    if (token === '[' || token === '{') depth++;
    if (token === ']' || token === '}') depth--;
    if (depth > 64) return 'too-deep';
    if (/^-?\d+$/.test(token) && isRounded(token)) return 'unsafe-integer';
  }
  return undefined;
}

function isRounded(digits: string): boolean {
  const value = BigInt(digits);
  return value > BigInt(Number.MAX_SAFE_INTEGER) || value < BigInt(Number.MIN_SAFE_INTEGER);
}

const number: fc.Arbitrary<string> = fc.oneof(
  fc.bigInt({ min: -(2n ** 64n), max: 2n ** 64n }).map(String),
  fc.bigInt({ min: 2n ** 53n - 3n, max: 2n ** 53n + 3n }).map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value)),
  fc
    .tuple(fc.bigInt(), fc.constantFrom('.5', 'e17', 'E+3', 'e-12345678901234567', '.0e1'))
    .map((parts) => parts.join('')),
);

const string: fc.Arbitrary<string> = fc
  .oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom('"', '\\', '[', '{', ':', ',', '1', '9007199254740993', ' ') }),
  )
  .map((value) => JSON.stringify(value));

const space = fc.constantFrom('', ' ', '\n\t', '\r\n  ');

const { document } = fc.letrec<{ document: string; list: string; object: string }>((tie) => ({
  document: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    number,
    string,
    fc.constantFrom('null', 'true', 'false'),
    tie('list'),
    tie('object'),
  ),
  list: fc
    .tuple(space, fc.array(tie('document'), { maxLength: 5 }))
    .map(([gap, items]) => `[${gap}${items.join(`${gap},${gap}`)}${gap}]`),
  object: fc
    .tuple(space, fc.array(fc.tuple(string, tie('document')), { maxLength: 5 }))
    .map(
      ([gap, members]) => `{${members.map(([key, value]) => `${gap}${key}${gap}:${gap}${value}`).join(',')}}`,
    ),
}));

/** Some of them deep, with strings full of brackets on the way. */
const deepened = fc
  .tuple(document, fc.integer({ min: 0, max: 70 }), string)
  .map(([inner, levels, text]) => `[${text},`.repeat(levels) + inner + ']'.repeat(levels));

/** In a list, since a number on its own is no body and not looked at. */
const body = fc.oneof(document, deepened).map((text) => `[${text}]`);

describe('the scan of JSON', () => {
  it('finds what a slow reader finds, in any document', () => {
    fc.assert(
      fc.property(body, (text) => {
        expect(() => void JSON.parse(text)).not.toThrow();
        expect(scanJson(text)?.reason).toBe(slowly(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('finds something in some documents and nothing in others', () => {
    const found = new Set(fc.sample(body, 500).map((text) => scanJson(text)?.reason));
    expect([...found].map(String).toSorted()).toEqual(['too-deep', 'undefined', 'unsafe-integer']);
  });

  it('lets nothing through that JSON.parse takes and a slow reader does not, whatever the text', () => {
    const pieces = fc.constantFrom(
      '[',
      ']',
      '{',
      '}',
      '"',
      '\\',
      ':',
      ',',
      ' ',
      '-',
      '.',
      'e',
      '1',
      '9007199254740993',
    );
    fc.assert(
      fc.property(fc.string({ unit: pieces, maxLength: 40 }), (text) => {
        fc.pre(isList(`[${text}]`) && scanJson(`[${text}]`) === undefined);
        expect(slowly(`[${text}]`)).toBeUndefined();
      }),
      { numRuns: 300, maxSkipsPerRun: 10_000 },
    );
  });
});

function isList(text: string): boolean {
  try {
    return Array.isArray(JSON.parse(text));
  } catch {
    return false;
  }
}
