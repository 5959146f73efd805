import { setTimeout as pause } from 'node:timers/promises';
import { randomFrom } from '../../processes/driver/random.js';
import { Traffic } from '../../processes/driver/traffic.js';
import type { Call } from '../../processes/checks/deliveries.js';
import { Cluster } from './cluster.js';

/** What a campaign is made of. */
export interface ChaosOptions {
  readonly kills: number;
  readonly seed: number;
  readonly compiled?: string;
  /** Told after every kill. */
  readonly onKill?: (count: number) => void;
}

/** What a campaign found. */
export interface ChaosResult {
  readonly traffic: Traffic;
  readonly calls: readonly Call[];
  readonly killed: ReadonlySet<string>;
  readonly kills: { readonly replica: number; readonly redis: number };
  readonly milliseconds: number;
}

const REPLICAS = 3;
/** The part of the kills that Redis gets. */
const REDIS_SHARE = 0.25;

/** Kills replicas and Redis at random under traffic, then lets everything be delivered. */
export async function runChaos({ kills, seed, compiled, onKill }: ChaosOptions): Promise<ChaosResult> {
  const began = performance.now();
  const random = randomFrom(seed);
  const traffic = new Traffic(randomFrom(seed + 1));
  const cluster = await Cluster.start({ replicas: REPLICAS, spill: false, compiled });
  try {
    const count = { replica: 0, redis: 0 };
    const sending = traffic.run([cluster.balancer.url]);
    for (let kill = 1; kill <= kills; kill++) {
      await pause(100 + random() * 900);
      if (random() < REDIS_SHARE) {
        count.redis++;
        await cluster.redis.kill();
        await pause(random() * 500);
        await cluster.redis.begin();
      } else {
        count.replica++;
        const replica = Math.floor(random() * REPLICAS);
        await cluster.kill(replica);
        await cluster.begin(replica);
      }
      onKill?.(kill);
    }
    traffic.stop();
    await sending;
    await cluster.untilDelivered();
    const milliseconds = performance.now() - began;
    return { traffic, calls: cluster.calls(), killed: cluster.killed, kills: count, milliseconds };
  } finally {
    await cluster.stop();
  }
}
