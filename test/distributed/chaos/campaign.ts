import { setTimeout as pause } from 'node:timers/promises';
import { microseconds } from '../../processes/app/journal.js';
import { randomFrom } from '../../processes/driver/random.js';
import { Traffic } from '../../processes/driver/traffic.js';
import { STORES } from '../support/store-server.js';
import { Cluster } from './cluster.js';
import { explain, type Outage } from './explain.js';
import { judge, trafficFigures, type Report } from './judge.js';

/** What a campaign is made of. */
export interface ChaosOptions {
  readonly kills: number;
  readonly seed: number;
  /** What holds the inbox, as STORES has it. @default 'Redis' */
  readonly store?: string;
  readonly compiled?: string;
  /** Told after every kill. */
  readonly onKill?: (count: number) => void;
}

const REPLICAS = 3;
/** The part of the kills that the store gets. */
const STORE_SHARE = 0.25;

/** Kills replicas and the store at random under traffic, then lets everything be delivered. */
export async function runChaos(options: ChaosOptions): Promise<Report> {
  const { kills, seed, store = 'Redis', compiled, onKill } = options;
  const start = new Map(STORES).get(store);
  if (!start) throw new Error(`there is no store ${store}`);
  const random = randomFrom(seed);
  const traffic = new Traffic(randomFrom(seed + 1));
  const cluster = await Cluster.start({
    replicas: REPLICAS,
    spill: false,
    store: () => start.start(),
    compiled,
  });
  try {
    const outages: Outage[] = [];
    const sending = traffic.run([cluster.balancer.url]);
    for (let kill = 1; kill <= kills; kill++) {
      await pause(100 + random() * 900);
      if (random() < STORE_SHARE) {
        const from = microseconds();
        await cluster.store.kill();
        await pause(random() * 500);
        await cluster.store.begin();
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
    return reportOf({ store, cluster, traffic, outages });
  } finally {
    await cluster.stop();
  }
}

/** What a campaign has gathered. */
interface Gathered {
  readonly store: string;
  readonly cluster: Cluster;
  readonly traffic: Traffic;
  readonly outages: readonly Outage[];
}

function reportOf({ store, cluster, traffic, outages }: Gathered): Report {
  const { killed } = cluster;
  const calls = cluster.calls();
  const { byReplica, byRedis, unexplained, byChance } = explain(calls, { killed, outages });
  return {
    figures: [
      ['kills of a replica', String(killed.size)],
      [`kills of ${store}`, String(outages.length)],
      ...trafficFigures(traffic, calls),
      ['repeated deliveries', String(byReplica + byRedis + unexplained.length)],
      ['  of what a replica had delivered and not yet noted when it was killed', String(byReplica)],
      [`  of what a replica could not note since ${store} was killed`, String(byRedis)],
      ['  of anything else', String(unexplained.length)],
      ['any delivery, repeated or not, is as near to a kill in', `${(100 * byChance).toFixed(1)} %`],
    ],
    verdicts: [
      ...judge(traffic, calls),
      { claim: 'every repeated delivery is explained by a kill', against: unexplained },
    ],
  };
}
