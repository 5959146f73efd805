import { SourceTraffic } from './diagnosis.js';

/** Sends one callback every so many milliseconds, each answered after so many. */
function send(traffic: SourceTraffic, from: number, to: number, every: number, duration: number) {
  const ended = [];
  for (let now = from; now < to; now += every) ended.push(traffic.add(now, duration));
  return ended.filter((each) => each !== undefined);
}

describe('the traffic of a sender', () => {
  it('is nothing when nothing came', () => {
    expect(new SourceTraffic(0).at(5000)).toEqual({
      rate: 0,
      latency: 0,
      ceiling: undefined,
      utilization: 0,
    });
  });

  it('has a rate, a latency, and the ceiling of two workers at that latency', () => {
    const traffic = new SourceTraffic(0);
    expect(send(traffic, 0, 10_000, 10, 5)).toEqual([]);
    const now = traffic.at(10_000);
    expect(now.rate).toBeCloseTo(100);
    expect(now.latency).toBeCloseTo(0.005);
    expect(now.ceiling).toBeCloseTo(400);
    expect(now.utilization).toBeCloseTo(0.25);
    expect(now.utilization).toBeCloseTo(now.rate / (now.ceiling ?? 0));
  });

  it('is told at the end of each stretch', () => {
    const ended = send(new SourceTraffic(0), 0, 61_000, 10, 19);
    expect(ended).toHaveLength(2);
    for (const stretch of ended) expect(stretch.utilization).toBeCloseTo(0.95);
  });

  it('forgets what was long ago, and what ended without a successor', () => {
    const traffic = new SourceTraffic(0);
    send(traffic, 0, 30_000, 10, 15);
    send(traffic, 30_000, 60_000, 1000, 1);
    send(traffic, 60_000, 70_000, 1000, 1);
    expect(traffic.at(70_000).rate).toBeCloseTo(1);
    expect(traffic.at(70_000 + 3_600_000).rate).toBeLessThan(0.01);
  });

  it('does not judge by the first milliseconds', () => {
    const traffic = new SourceTraffic(0);
    traffic.add(0, 4);
    expect(traffic.at(1)).toMatchObject({ rate: 1, utilization: 0.002 });
  });
});
