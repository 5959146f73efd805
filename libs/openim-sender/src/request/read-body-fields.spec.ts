import { readBodyFields } from './read-body-fields.js';

describe('readBodyFields', () => {
  it.each([
    [{ a: 1 }, { a: 1 }],
    ['{"a":1}', { a: 1 }],
    [Buffer.from('{"a":1}\n'), { a: 1 }],
    ['{', {}],
    ['[1]', {}],
    ['null', {}],
    [Buffer.from([0xff]), {}],
    [undefined, {}],
    [null, {}],
    [[1], {}],
    [5, {}],
  ])('%p', (body, fields) => {
    expect(readBodyFields(body)).toEqual(fields);
  });
});
