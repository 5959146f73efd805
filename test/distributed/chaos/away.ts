import { setTimeout as pause } from 'node:timers/promises';
import { randomFrom } from '../../processes/driver/random.js';
import { Traffic } from '../../processes/driver/traffic.js';
import { Cluster } from './cluster.js';
import { judge, judgeAnswers, trafficFigures, type Report } from './judge.js';

/** What an absence of Redis is made of. */
export interface AwayOptions {
  readonly seconds: number;
  readonly seed: number;
  readonly compiled?: string;
}

/** Milliseconds of traffic before and after. */
const AROUND = 2000;
/** Milliseconds that the delivery may take, beside ten for each one without Redis, for the machine may be busy. */
const PATIENCE = 60_000;

/** Kills Redis for a while under traffic, with a spill, then lets everything be delivered. */
export async function runAway({ seconds, seed, compiled }: AwayOptions): Promise<Report> {
  const traffic = new Traffic(randomFrom(seed));
  const cluster = await Cluster.start({ replicas: 3, spill: true, compiled });
  try {
    // All to one replica, as a balancer with affinity does: what two replicas spill of one key has no common order.
    const sending = traffic.run([cluster.urlOf(0)]);
    await pause(AROUND);
    await cluster.store.kill();
    const before = traffic.acknowledged;
    await pause(seconds * 1000);
    const meanwhile = traffic.acknowledged - before;
    await cluster.store.begin();
    const back = performance.now();
    await pause(AROUND);
    traffic.stop();
    await sending;
    await cluster.untilDelivered(PATIENCE + seconds * 10_000);
    const drained = (performance.now() - back) / 1000;
    const calls = cluster.calls();
    return {
      figures: [
        ['seconds without Redis', String(seconds)],
        ['acknowledged meanwhile', String(meanwhile)],
        ['seconds until all of it was delivered', drained.toFixed(1)],
        ...trafficFigures(traffic, calls),
      ],
      verdicts: [
        ...judge(traffic, calls),
        judgeAnswers(traffic),
        {
          claim: 'callbacks were acknowledged without Redis',
          against: meanwhile < seconds ? [meanwhile] : [],
        },
      ],
    };
  } finally {
    await cluster.stop();
  }
}
