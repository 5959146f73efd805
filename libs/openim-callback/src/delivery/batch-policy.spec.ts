import { batchPolicy, batchProblem } from './batch-policy.js';

describe('the option batch', () => {
  it('has these defaults, also where undefined is given', () => {
    expect(batchPolicy({})).toEqual({ size: 100, within: 50 });
    expect(batchPolicy({ size: 7, within: 0 })).toEqual({ size: 7, within: 0 });
  });

  it.each([{}, { size: 1 }, { size: 10_000 }, { within: 0 }, { within: 60_000 }, { size: undefined }])(
    'may be %j',
    (batch) => {
      expect(batchProblem(batch)).toBeUndefined();
    },
  );

  it.each([
    [true, 'give it { size, within }'],
    [null, 'give it { size, within }'],
    [[100], 'give it { size, within }'],
    [{ siz: 1 }, "there is no 'siz' in it"],
    [{ size: 0 }, 'size must be an integer between 1 and 10000, it is 0'],
    [{ size: 1.5 }, 'size must be'],
    [{ size: 10_001 }, 'size must be'],
    [{ size: '100' }, 'size must be'],
    [{ within: -1 }, 'within must be between 0 and 60000 ms, it is -1'],
    [{ within: 60_001 }, 'within must be'],
    [{ within: Number.NaN }, 'within must be'],
    [{ within: '50' }, 'within must be'],
  ])('may not be %j', (batch, problem) => {
    expect(batchProblem(batch)).toContain(problem);
  });
});
