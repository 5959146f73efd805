import { RateCounter } from './minute-rates.js';

describe('the rates of the last hour', () => {
  const counter = new RateCounter(0);
  afterAll(() => counter.stop());

  it('are a minute each, the oldest first, and no more than 60', () => {
    counter.current.received++;
    counter.current.dead++;
    expect(counter.all()).toMatchObject([{ at: 0, received: 1, dead: 1, refused: 0 }]);
    for (let minute = 1; minute <= 60; minute++) {
      counter.next(minute * 60_000);
      counter.current.delivered++;
    }
    const all = counter.all();
    expect(all).toHaveLength(60);
    expect(all[0]).toMatchObject({ at: 60_000, delivered: 1, received: 0 });
    expect(all.at(-1)?.at).toBe(3_600_000);
  });
});
