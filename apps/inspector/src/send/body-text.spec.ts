import { readBody, withField, writeBody } from './body-text.js';

describe('readBody', () => {
  it('reads an object', () => {
    expect(readBody('{"a":1,"id":"12345678901234567890"}')).toEqual({
      kind: 'body',
      body: { a: 1, id: '12345678901234567890' },
    });
  });

  it.each(['[1]', 'null', '"x"', '{"a":12345678901234567890}', '{"a":[-9007199254740993]}'])(
    'leaves %s to its text',
    (text) => expect(readBody(text).kind).toBe('text-only'),
  );

  it('says what is broken', () => {
    expect(readBody('{"a":')).toEqual({ kind: 'broken', why: expect.stringMatching(/JSON/) });
  });
});

describe('withField', () => {
  it('keeps the order of names, and takes out what is undefined', () => {
    const body = { b: 1, a: 2 };
    expect(writeBody(withField(body, 'b', null))).toBe('{\n  "b": null,\n  "a": 2\n}');
    expect(withField(body, 'b', undefined)).toEqual({ a: 2 });
  });
});
