import { setTimeout as pause } from 'node:timers/promises';
import { findDuplicates } from '../processes/checks/duplicates.js';
import { randomFrom } from '../processes/driver/random.js';
import { Traffic } from '../processes/driver/traffic.js';
import { Cluster } from './chaos/cluster.js';
import { judge } from './chaos/judge.js';

describe('a rolling restart of three replicas under traffic', () => {
  let cluster: Cluster;

  beforeAll(async () => {
    cluster = await Cluster.start({ replicas: 3, spill: false });
  });

  afterAll(() => cluster.stop());

  it('loses nothing that was acknowledged, and doubles nothing', async () => {
    const traffic = new Traffic(randomFrom(3));
    const sending = traffic.run([cluster.balancer.url]);
    for (const replica of [0, 1, 2]) {
      await pause(500);
      await cluster.end(replica);
      await cluster.begin(replica);
    }
    traffic.stop();
    await sending;
    await cluster.untilDelivered();
    const calls = cluster.calls();
    for (const { claim, against } of judge(traffic, calls)) expect([claim, against]).toEqual([claim, []]);
    expect(findDuplicates(calls)).toEqual([]);
    expect(traffic.acknowledged).toBeGreaterThan(100);
  });
});
