import { layoutJson } from './layout-json.js';

const laidOut = (text: string): string | undefined =>
  layoutJson(text)
    ?.map((token) => token.text)
    .join('');

describe('layoutJson', () => {
  it('breaks lines as JSON.stringify does', () => {
    const value = { a: [1, { b: null, c: [] }], d: {}, e: 'x "y" \\ {', f: true, g: -1.5e10 };
    expect(laidOut(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2));
  });

  it('keeps digits, escapes, doubled keys and odd spellings', () => {
    expect(laidOut('{"a":12345678901234567890,"a":"\\u0002","Seqs":1.0}\n')).toBe(
      '{\n  "a": 12345678901234567890,\n  "a": "\\u0002",\n  "Seqs": 1.0\n}',
    );
  });

  it('tells keys from strings', () => {
    expect(
      layoutJson('{"a":"a"}')
        ?.filter(({ text }) => text === '"a"')
        .map(({ kind }) => kind),
    ).toEqual(['key', 'string']);
  });

  it.each(['', ' ', '<html>', '{"a', "{'a':1}", '\\xff{}'])('leaves %j alone', (text) => {
    expect(layoutJson(text)).toBeUndefined();
  });

  it('is quick with a megabyte', () => {
    const text = JSON.stringify({
      content: 'x'.repeat(1 << 20),
      list: Array.from({ length: 1000 }, () => [1]),
    });
    expect(laidOut(text)).toHaveLength(JSON.stringify(JSON.parse(text), null, 2).length);
  });
});
