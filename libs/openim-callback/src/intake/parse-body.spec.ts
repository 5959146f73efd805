import fc from 'fast-check';
import { scanJson } from './json-scan.js';
import { isSurelyExact, parseBody } from './parse-body.js';

const parse = (text: string) => parseBody(Buffer.from(text));
const failureOf = (text: string) => {
  const parsed = parse(text);
  return parsed.ok ? undefined : parsed.failure;
};

describe('parseBody', () => {
  it('gives the object and its command', () => {
    expect(parse('{"callbackCommand":"callbackX","a":[1,null]}\n')).toEqual({
      ok: true,
      command: 'callbackX',
      body: { callbackCommand: 'callbackX', a: [1, null] },
    });
  });

  it('takes the last of duplicate keys, as Go does', () => {
    expect(parse('{"callbackCommand":"a","callbackCommand":"b"}')).toMatchObject({ command: 'b' });
  });

  it('puts U+FFFD for bytes that are not UTF-8', () => {
    const bytes = Buffer.concat([
      Buffer.from('{"callbackCommand":"c","a":"'),
      Buffer.from([0xff, 0xc3]),
      Buffer.from('"}'),
    ]);
    expect(parseBody(bytes)).toMatchObject({ ok: true, body: { a: '\u{fffd}\u{fffd}' } });
  });

  it('keeps __proto__ as a key like any other', () => {
    const parsed = parse('{"callbackCommand":"c","__proto__":{"polluted":true}}');
    if (!parsed.ok) throw new Error(parsed.failure.detail);
    expect(Object.getPrototypeOf(parsed.body)).toBe(Object.prototype);
    expect(Object.hasOwn(parsed.body, '__proto__')).toBe(true);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  it('takes no command out of __proto__', () => {
    expect(failureOf('{"__proto__":{"callbackCommand":"c"}}')?.reason).toBe('no-command');
  });

  it.each([
    ['', 'the body is empty'],
    [' ', 'the body is not JSON'],
    ['{"callbackCommand":"c"', 'the body is not JSON'],
    ['{"callbackCommand":"c"}{}', 'the body is not JSON'],
    ['\u{feff}{"callbackCommand":"c"}', 'the body is not JSON'],
    ['callbackCommand=c', 'the body is not JSON'],
    ['null', 'the body is not a JSON object'],
    ['[]', 'the body is not a JSON object'],
    ['"callbackCommand"', 'the body is not a JSON object'],
    ['7', 'the body is not a JSON object'],
  ])('turns %j down: %s', (text, detail) => {
    expect(failureOf(text)).toEqual({ reason: 'bad-json', detail });
  });

  it.each([
    '{}',
    '{"callbackCommand":null}',
    '{"callbackCommand":""}',
    '{"callbackCommand":5}',
    '{"callbackcommand":"c"}',
  ])('turns %s down, which names no command', (text) => {
    expect(failureOf(text)).toEqual({
      reason: 'no-command',
      detail: 'callbackCommand is missing or not a string',
    });
  });

  it('turns down what would be rounded and what is too deep, before it is parsed', () => {
    expect(failureOf('{"callbackCommand":"c","seq":9007199254740993}')?.reason).toBe('unsafe-integer');
    expect(failureOf(`{"a":${'['.repeat(100_000)}`)?.reason).toBe('too-deep');
  });

  it('never quotes the text', () => {
    for (const text of ['{"content":"secret', '"secret"', '{"secret":1}', '{"secret":9007199254740993}']) {
      expect(failureOf(text)?.detail).not.toContain('secret');
    }
  });
});

const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);

describe('isSurelyExact', () => {
  it.each([
    '{}',
    '{"a":[1,-1,1.5,"9007199254740993",null,true,{"b":9007199254740991}]}',
    '[-9007199254740991]',
    nested(64),
    JSON.stringify({ text: nested(100) }),
  ])('says yes of %s', (text) => {
    expect(isSurelyExact(JSON.parse(text))).toBe(true);
  });

  it.each([
    '[9007199254740992]',
    '[9007199254740993]',
    '{"a":{"b":[-9007199254740993]}}',
    '[1e400]',
    '{"__proto__":9007199254740993}',
    nested(65),
    `{"a":${nested(64)}}`,
  ])('says no of %s', (text) => {
    expect(isSurelyExact(JSON.parse(text))).toBe(false);
  });

  it('never says yes of a text in which the scan finds something', () => {
    const integer = fc.bigInt({ min: -(2n ** 54n), max: 2n ** 54n });
    const { document } = fc.letrec<{ document: string; list: string }>((tie) => ({
      document: fc.oneof(integer.map(String), fc.double({ noNaN: true }).map(JSON.stringify), tie('list')),
      list: fc
        .tuple(fc.array(tie('document'), { maxLength: 3 }), fc.integer({ min: 1, max: 40 }))
        .map(([items, levels]) => '['.repeat(levels) + items.join() + ']'.repeat(levels)),
    }));
    fc.assert(
      fc.property(document, (text) => {
        if (isSurelyExact(JSON.parse(text))) expect(scanJson(`[${text}]`)?.reason).not.toBe('unsafe-integer');
        if (isSurelyExact(JSON.parse(text))) expect(scanJson(text)).toBeUndefined();
      }),
      { numRuns: 500 },
    );
  });
});
