import { setTimeout as pause } from 'node:timers/promises';
import { randomFrom } from '../../processes/driver/random.js';
import { Traffic } from '../../processes/driver/traffic.js';
import { Cluster } from './cluster.js';
import { judgeAnyOrder, trafficFigures, type Report } from './judge.js';

/** What a campaign is made of. */
export interface SpillOptions {
  readonly kills: number;
  readonly seed: number;
  readonly compiled?: string;
  /** Told after every kill. */
  readonly onKill?: (count: number) => void;
}

const REPLICAS = 3;

/**
 * Kills Redis again and again under traffic, and each time a replica that has spilled meanwhile; one of them comes back
 * first, at random. Then lets everything be delivered. What several replicas have spilled of one key has no order.
 */
export async function runSpill({ kills, seed, compiled, onKill }: SpillOptions): Promise<Report> {
  const random = randomFrom(seed);
  const traffic = new Traffic(randomFrom(seed + 1));
  const cluster = await Cluster.start({ replicas: REPLICAS, spill: true, compiled });
  let meanwhile = 0;
  try {
    const sending = traffic.run([cluster.balancer.url]);
    for (let kill = 1; kill <= kills; kill++) {
      await pause(100 + random() * 900);
      await cluster.store.kill();
      const before = traffic.acknowledged;
      await pause(100 + random() * 900);
      const replica = Math.floor(random() * REPLICAS);
      await cluster.kill(replica);
      const isFirst = random() < 0.5;
      if (isFirst) await cluster.begin(replica);
      meanwhile += traffic.acknowledged - before;
      await cluster.store.begin();
      if (!isFirst) await cluster.begin(replica);
      onKill?.(kill);
    }
    traffic.stop();
    await sending;
    await cluster.untilDelivered();
    const calls = cluster.calls();
    return {
      figures: [
        ['kills of Redis and a replica', String(cluster.killed.size)],
        ['acknowledged without Redis', String(meanwhile)],
        ...trafficFigures(traffic, calls),
      ],
      verdicts: [
        ...judgeAnyOrder(traffic, calls),
        { claim: 'what is acknowledged is stored: nothing is held in memory only', against: traffic.held },
        { claim: 'callbacks were acknowledged without Redis', against: meanwhile < kills ? [meanwhile] : [] },
      ],
    };
  } finally {
    await cluster.stop();
  }
}
