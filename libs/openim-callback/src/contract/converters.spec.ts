import {
  groupTypeFromText,
  integerFromText,
  listFromObject,
  listFromText,
  valueFromWrapper,
} from './converters.js';

const unreadable = [[true], [1.5], [{ a: 1 }], [[1]]] as const;

describe('groupTypeFromText', () => {
  it.each([
    ['\u0002', 2],
    ['\u0000', 0],
    ['2', 2],
    ['12', 12],
    [2, 2],
  ])('reads %p as %p', (sent, read) => {
    expect(groupTypeFromText(sent)).toBe(read);
  });

  it.each(['', 'two', '-2', '2.0', '\u0002\u0002'])('leaves %p as it is', (sent) => {
    expect(groupTypeFromText(sent)).toBe(sent);
  });

  it.each(unreadable)('leaves %p as it is', (sent) => {
    expect(groupTypeFromText(sent)).toBe(sent);
  });
});

describe('listFromText', () => {
  it.each([
    ['["u1","u2"]', ['u1', 'u2']],
    [' [ "u1" ] ', ['u1']],
    ['[]', []],
    ['', []],
  ])('reads %p as %p', (sent, read) => {
    expect(listFromText(sent)).toEqual(read);
  });

  it.each(['u1', '["u1"', 'u1,u2'])('leaves %p as it is', (sent) => {
    expect(listFromText(sent)).toBe(sent);
  });

  it.each(unreadable)('leaves %p as it is', (sent) => {
    expect(listFromText(sent)).toBe(sent);
  });
});

describe('listFromObject', () => {
  it('takes one object for a list of one', () => {
    const user = { userID: 'u1' };
    expect(listFromObject(user)).toEqual([user]);
  });

  it.each([[[{ userID: 'u1' }]], [[]], ['u1'], [1]])('leaves %p as it is', (sent) => {
    expect(listFromObject(sent)).toBe(sent);
  });
});

describe('integerFromText', () => {
  it.each([
    ['42', 42],
    ['-1', -1],
    ['0', 0],
    [42, 42],
  ])('reads %p as %p', (sent, read) => {
    expect(integerFromText(sent)).toBe(read);
  });

  it.each(['', ' 1', '1.0', '1e3', '0x1', 'one', '--1'])('leaves %p as it is', (sent) => {
    expect(integerFromText(sent)).toBe(sent);
  });

  it.each(unreadable)('leaves %p as it is', (sent) => {
    expect(integerFromText(sent)).toBe(sent);
  });
});

describe('valueFromWrapper', () => {
  it.each([
    [{ value: 'new' }, 'new'],
    [{ value: '' }, ''],
    [{ value: 0 }, 0],
    [{ value: null }, null],
    ['new', 'new'],
  ])('reads %p as %p', (sent, read) => {
    expect(valueFromWrapper(sent)).toBe(read);
  });

  it('leaves an object without a value of its own as it is', () => {
    const sent = Object.create({ value: 'inherited' });
    expect(valueFromWrapper(sent)).toBe(sent);
  });

  it.each(unreadable)('leaves %p as it is', (sent) => {
    expect(valueFromWrapper(sent)).toBe(sent);
  });
});
