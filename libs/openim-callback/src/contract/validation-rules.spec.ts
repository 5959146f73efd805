import { isBooleanMap, isJsonObjectText, RULE_TESTS } from './validation-rules.js';

const holds = (name: string, value: unknown, limit?: unknown): boolean | undefined =>
  RULE_TESTS.get(name)?.one(value, limit);

describe('RULE_TESTS', () => {
  it.each([
    ['isString', '', 1],
    ['isBoolean', false, 0],
    ['isInt', 1, 1.5],
    ['isArray', [], {}],
    ['isObject', {}, null],
    ['isBooleanMap', { a: true }, { a: 1 }],
    ['isJsonObjectText', '{}', '{'],
  ])('%s holds for %j, not for %j', (name, good, bad) => {
    expect(holds(name, good)).toBe(true);
    expect(holds(name, bad)).toBe(false);
  });

  it.each(['isString', 'isInt', 'min', 'max', 'isObject'])(
    '%s holds for a list when it holds for each value',
    (name) => {
      const values = ['', '{}', true, 1, 1.5, 7, [], {}, { a: true }, null, undefined];
      const { one, all } = RULE_TESTS.get(name) ?? {};
      for (const value of values) expect(all?.([value], 2)).toBe(one?.(value, 2));
      const good = values.filter((value) => one?.(value, 2));
      expect(good).not.toEqual([]);
      expect(all?.(good, 2)).toBe(true);
      expect(all?.([...good, null], 2)).toBe(false);
    },
  );

  it('knows limits', () => {
    expect(holds('min', 3, 3)).toBe(true);
    expect(holds('min', 2, 3)).toBe(false);
    expect(holds('max', 3, 3)).toBe(true);
    expect(holds('max', 4, 3)).toBe(false);
  });

  it('knows nothing else', () => {
    expect(holds('isEmail', 'someone@example.com')).toBeUndefined();
  });
});

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
