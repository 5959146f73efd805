import { checkLatency, latencyOf } from './check-latency.js';

describe('latencyOf', () => {
  it('is 2/L for after callbacks and 100/L for before callbacks', () => {
    expect(latencyOf([20, 30, 10])).toEqual({
      median: 20,
      max: 30,
      afterPerSecond: 100,
      beforePerSecond: 5000,
    });
    expect(latencyOf([])).toBeNull();
  });
});

describe('checkLatency', () => {
  it.each([
    [100, undefined, []],
    [101, undefined, ['slow-answers']],
    [20, 80, []],
    [20, 81, ['slow-answers']],
  ])('of %d ms with %s events a second: %j', (milliseconds, rate, expected) => {
    expect(checkLatency(latencyOf([milliseconds]), rate).map(({ code }) => code)).toEqual(expected);
  });

  it('says nothing of what was not measured', () => {
    expect(checkLatency(null, 5)).toEqual([]);
  });
});
