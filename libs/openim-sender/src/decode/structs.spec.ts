import { matchField } from './structs.js';

const fields = { nextCode: 1, userIDList: 2, remark: 3 };

describe('matchField', () => {
  it.each([
    ['nextCode', 'nextCode'],
    ['NextCode', 'nextCode'],
    ['NEXTCODE', 'nextCode'],
    ['uſeridliſt', 'userIDList'],
    ['remar\u212a', 'remark'],
  ])('%s goes into %s', (name, field) => {
    expect(matchField(fields, name)?.[0]).toBe(field);
  });

  it.each(['next_code', 'nextCode ', '', 'constructor', '__proto__', 'toString', 'ñextCode'])(
    '%j goes nowhere',
    (name) => {
      expect(matchField(fields, name)).toBeUndefined();
    },
  );

  it('prefers the exact name', () => {
    expect(matchField({ abc: 'lower', ABC: 'upper' }, 'ABC')).toEqual(['ABC', 'upper']);
    expect(matchField({ abc: 'lower', ABC: 'upper' }, 'Abc')).toEqual(['abc', 'lower']);
  });
});
