import fc from 'fast-check';
import { exampleBody } from '../examples/example-body.js';
import { marshal } from './marshal.js';

const lowest = Array.from({ length: 0x20 }, (_, code) => String.fromCharCode(code)).join('');

// Left: the value. Right: what Go 1.26's json.NewEncoder(w).Encode writes, recorded.
const recorded: readonly (readonly [value: unknown, text: string])[] = [
  [
    lowest,
    String.raw`"\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000e\u000f` +
      String.raw`\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f"`,
  ],
  ['<>&', String.raw`"\u003c\u003e\u0026"`],
  ['\u2028\u2029', String.raw`"\u2028\u2029"`],
  ['\u007f\u0080é你😀\ufeff\ufffd\uffff', '"\u007f\u0080é你😀\ufeff\ufffd\uffff"'],
  ['"\\/\'', String.raw`"\"\\/'"`],
  [{ '<': null, a: 'x', b: 1 }, String.raw`{"\u003c":null,"a":"x","b":1}`],
  [1e21, '1e+21'],
  [1e20, '100000000000000000000'],
  [1.5, '1.5'],
  [1e-7, '1e-7'],
  [0.000001, '0.000001'],
  [1e300, '1e+300'],
  [9007199254740993n, '9007199254740993'],
  [[], '[]'],
  [null, 'null'],
  [true, 'true'],
  [[1, [false, {}]], '[1,[false,{}]]'],
];

describe('marshal', () => {
  it.each(recorded)('%j', (value, text) => {
    expect(marshal(value)).toBe(`${text}\n`);
  });

  it.each([
    ['a\ud800b', String.raw`"a\ufffdb"`],
    ['\udfff', String.raw`"\ufffd"`],
    ['\ud800\ud800\udc00', String.raw`"\ufffd` + '\ud800\udc00"'],
    ['\\ud800', String.raw`"\\ud800"`],
    ['\\\ud800', String.raw`"\\\ufffd"`],
  ])('writes %j, as Go writes invalid UTF-8', (value, text) => {
    expect(marshal(value)).toBe(`${text}\n`);
  });

  it('keeps the order of keys and leaves out undefined ones', () => {
    expect(marshal({ z: 1, a: undefined, b: 2 })).toBe('{"z":1,"b":2}\n');
  });

  it.each([[undefined], [Number.NaN], [Number.POSITIVE_INFINITY], [() => 1], [Symbol('s')], [[undefined]]])(
    'throws for %p',
    (value) => {
      expect(() => marshal(value)).toThrow(TypeError);
    },
  );

  it('escapes what is inside an example body', () => {
    const text = marshal(exampleBody('beforeSendSingleMsg'));
    expect(text).toContain(
      String.raw`"content":"{\"content\":\"hi \u003cb\u003e\u0026\u003c/b\u003e 你好\"}"`,
    );
    expect(text.endsWith('}\n')).toBe(true);
  });

  it('survives JSON.parse, whatever the value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        expect(JSON.parse(marshal(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('never lets a character through that Go escapes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        const text = marshal(value).slice(0, -1);
        expect(text).not.toMatch(/[<>&\u2028\u2029]/);
        expect(Array.from(text).every((character) => character >= ' ')).toBe(true);
      }),
    );
  });

  it('replaces lone surrogates and nothing else', () => {
    const units = fc.array(fc.integer({ min: 0, max: 0xffff }));
    fc.assert(
      fc.property(units, (codes) => {
        const value = String.fromCharCode(...codes);
        expect(JSON.parse(marshal(value))).toBe(value.replace(/\p{Surrogate}/gu, '\ufffd'));
      }),
    );
  });
});
