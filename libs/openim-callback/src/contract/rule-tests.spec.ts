import { RULE_TESTS } from './rule-tests.js';

const holds = (name: string, value: unknown, limit?: unknown): boolean | undefined =>
  RULE_TESTS.get(name)?.(value, limit);

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
