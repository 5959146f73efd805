import { setTimeout as pause } from 'node:timers/promises';
import { randomFrom } from '../processes/driver/random.js';
import { Traffic } from '../processes/driver/traffic.js';
import { Cluster } from './chaos/cluster.js';
import { judge } from './chaos/judge.js';

const seconds = Number(process.env['AWAY_SECONDS'] ?? 6);

describe(`three replicas whose Redis is away for ${seconds} s under traffic, with a spill`, () => {
  let cluster: Cluster;

  beforeAll(async () => {
    cluster = await Cluster.start({ replicas: 3, spill: true });
  });

  afterAll(() => cluster.stop());

  it(
    'acknowledge every callback, lose nothing, and deliver it in order',
    async () => {
      const traffic = new Traffic(randomFrom(5));
      // All to one replica, as a balancer with affinity does: what two replicas spill of one key has no common order.
      const sending = traffic.run([cluster.urlOf(0)]);
      await pause(1000);
      await cluster.redis.kill();
      const before = traffic.acknowledged;
      await pause(seconds * 1000);
      expect(traffic.acknowledged).toBeGreaterThan(before + 100);
      await cluster.redis.begin();
      await pause(2000);
      traffic.stop();
      await sending;
      await cluster.untilDelivered();
      for (const { claim, against } of judge(traffic, cluster.calls()))
        expect([claim, against]).toEqual([claim, []]);
      expect(traffic.acknowledged).toBe(traffic.sent.length);
    },
    180_000 + seconds * 2000,
  );
});
