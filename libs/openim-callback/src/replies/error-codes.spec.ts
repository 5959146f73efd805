import { checkRefusal, DEFAULT_ERROR_CODES, whyNotRange } from './error-codes.js';
import { InvalidReplyError } from './invalid-reply.error.js';
import { refuse, type Refuse } from './reply.js';

const WIDEST = { min: 100, max: 2 ** 31 - 1 };

const problemOf = (refusal: Refuse, range = DEFAULT_ERROR_CODES): unknown => {
  try {
    checkRefusal(refusal, range);
    return undefined;
  } catch (error) {
    return error;
  }
};

describe('checkRefusal', () => {
  it.each([20001, 20002, 25000, 29999])('takes %p by default', (code) => {
    expect(problemOf(refuse(code, 'no'))).toBeUndefined();
  });

  it.each([20000, 30000, 5001, 500, 100, 99, 14, 1, 0, -1, -20001, 2 ** 31, 2 ** 53])(
    'does not take %p by default, and says how to widen the range',
    (code) => {
      const problem = problemOf(refuse(code, 'no'));
      expect(problem).toBeInstanceOf(InvalidReplyError);
      expect(problem).toMatchObject({
        refusing: true,
        message: `refuse(${code}, ...): the code must be between 20001 and 29999; widen the module option errCodes if it must be this one`,
      });
    },
  );

  it.each([NaN, Infinity, -Infinity, 20001.5])('does not take %p, which is no integer', (code) => {
    expect(problemOf(refuse(code, 'no'), WIDEST)).toMatchObject({
      refusing: true,
      message: `refuse(${code}, ...): the code must be an integer`,
    });
  });

  it.each([1501, 1502, 1503, 1504, 1505, 1506, 1507])('never takes %p, which logs the user out', (code) => {
    expect(problemOf(refuse(code, 'no'), WIDEST)).toMatchObject({
      refusing: true,
      message: expect.stringContaining('logs the user out'),
    });
  });

  it.each([100, 1500, 1508, 5001, 2 ** 31 - 1])('takes %p from a range that has it', (code) => {
    expect(problemOf(refuse(code, 'no'), WIDEST)).toBeUndefined();
  });

  it.each([99, 0, -1, 2 ** 31])('takes %p from no range that the module allows', (code) => {
    expect(problemOf(refuse(code, 'no'), WIDEST)).toMatchObject({ refusing: true });
  });

  it.each([undefined, null, 5, { message: 'no' }])('does not take %p for a text', (text) => {
    const wrong = Object.assign(refuse(20001, 'no', ''), { errMsg: text });
    expect(problemOf(wrong)).toMatchObject({
      refusing: true,
      message: 'refuse(20001, ...): errMsg and errDlt must be strings',
    });
    expect(problemOf(Object.assign(refuse(20001, 'no'), { errDlt: text }))).toMatchObject({ refusing: true });
  });

  it('takes empty texts', () => {
    expect(problemOf(refuse(20001, '', ''))).toBeUndefined();
  });
});

describe('whyNotRange', () => {
  it.each([DEFAULT_ERROR_CODES, WIDEST, { min: 5001, max: 5001 }])('takes %p', (range) => {
    expect(whyNotRange(range)).toBeUndefined();
  });

  it.each([
    { min: 20002, max: 20001 },
    { min: 20001.5, max: 29999 },
    { min: 20001, max: Infinity },
    { min: NaN, max: NaN },
  ])('wants integers in order: %p', (range) => {
    expect(whyNotRange(range)).toBe('min and max must be integers, min first');
  });

  it.each([99, 1, 0, -5])('wants no code below 100: %p', (min) => {
    expect(whyNotRange({ min, max: 29999 })).toContain('below 100');
  });

  it('wants what fits an int32', () => {
    expect(whyNotRange({ min: 20001, max: 2 ** 31 })).toContain('int32');
  });
});

describe('DEFAULT_ERROR_CODES', () => {
  it("is the range of OpenIM's docs", () => {
    expect(DEFAULT_ERROR_CODES).toEqual({ min: 20001, max: 29999 });
  });
});
