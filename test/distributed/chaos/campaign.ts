import { setTimeout as pause } from 'node:timers/promises';
import { microseconds } from '../../processes/app/journal.js';
import { randomFrom } from '../../processes/driver/random.js';
import { Traffic } from '../../processes/driver/traffic.js';
import { Cluster } from './cluster.js';
import { explain, type Outage } from './explain.js';
import { judge, trafficFigures, type Report } from './judge.js';

/** What a campaign is made of. */
export interface ChaosOptions {
  readonly kills: number;
  readonly seed: number;
  readonly compiled?: string;
  /** Told after every kill. */
  readonly onKill?: (count: number) => void;
}

const REPLICAS = 3;
/** The part of the kills that Redis gets. */
const REDIS_SHARE = 0.25;

/** Kills replicas and Redis at random under traffic, then lets everything be delivered. */
export async function runChaos({ kills, seed, compiled, onKill }: ChaosOptions): Promise<Report> {
  const random = randomFrom(seed);
  const traffic = new Traffic(randomFrom(seed + 1));
  const cluster = await Cluster.start({ replicas: REPLICAS, spill: false, compiled });
  try {
    const outages: Outage[] = [];
    const sending = traffic.run([cluster.balancer.url]);
    for (let kill = 1; kill <= kills; kill++) {
      await pause(100 + random() * 900);
      if (random() < REDIS_SHARE) {
        const from = microseconds();
        await cluster.redis.kill();
        await pause(random() * 500);
        await cluster.redis.begin();
        outages.push({ from, to: microseconds() });
      } else {
        const replica = Math.floor(random() * REPLICAS);
        await cluster.kill(replica);
        await cluster.begin(replica);
      }
      onKill?.(kill);
    }
    traffic.stop();
    await sending;
    await cluster.untilDelivered();
    return reportOf(cluster, traffic, outages);
  } finally {
    await cluster.stop();
  }
}

function reportOf(cluster: Cluster, traffic: Traffic, outages: readonly Outage[]): Report {
  const { killed } = cluster;
  const calls = cluster.calls();
  const { byReplica, byRedis, unexplained } = explain(calls, { killed, outages });
  return {
    figures: [
      ['kills of a replica', String(killed.size)],
      ['kills of Redis', String(outages.length)],
      ...trafficFigures(traffic, calls),
      ['repeated deliveries', String(byReplica + byRedis + unexplained.length)],
      ['  of what a replica had delivered and not yet noted when it was killed', String(byReplica)],
      ['  of what a replica could not note since Redis was killed', String(byRedis)],
      ['  of anything else', String(unexplained.length)],
    ],
    verdicts: [
      ...judge(traffic, calls),
      { claim: 'every repeated delivery is explained by a kill', against: unexplained },
    ],
  };
}
