import { isBooleanMap, isJsonObjectText } from './own-rules.js';

describe('isBooleanMap', () => {
  it.each([{}, { a: true, b: false }])('takes %j', (value) => {
    expect(isBooleanMap(value)).toBe(true);
  });

  it.each([[{ a: 1 }], [{ a: null }], [[]], [[true]], [null], [undefined], [true], ['{}']])(
    'turns %j down',
    (value) => {
      expect(isBooleanMap(value)).toBe(false);
    },
  );
});

describe('isJsonObjectText', () => {
  it.each(['{}', ' {"a":{"b":[1]}} '])('takes %j', (value) => {
    expect(isJsonObjectText(value)).toBe(true);
  });

  it.each(['', '[]', 'null', '"{}"', '{', '1', {}, null, undefined])('turns %j down', (value) => {
    expect(isJsonObjectText(value)).toBe(false);
  });
});
