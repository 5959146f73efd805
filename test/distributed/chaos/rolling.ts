import { findDuplicates } from '../../processes/checks/duplicates.js';
import type { AppOptions } from '../../processes/app/app-options.js';
import { randomFrom } from '../../processes/driver/random.js';
import { Traffic } from '../../processes/driver/traffic.js';
import { startCheckingBalancer } from '../support/checking-balancer.js';
import { Cluster } from './cluster.js';
import { judge, judgeAnswers, trafficFigures, type Report } from './judge.js';

/** What a rolling restart is made of. */
export interface RollingOptions extends Pick<AppOptions, 'framework' | 'mount'> {
  readonly seed: number;
  /** How often each replica is replaced. @default 1 */
  readonly rounds?: number;
  readonly compiled?: string;
}

/** `timeout` in the webhooks.yml that OpenIM ships. */
const TIMEOUT_SECONDS = 5;

/** Replaces one replica after the other under traffic, then lets everything be delivered. */
export async function runRolling({ seed, rounds = 1, compiled, ...app }: RollingOptions): Promise<Report> {
  const traffic = new Traffic(randomFrom(seed));
  const cluster = await Cluster.start({
    replicas: 3,
    spill: false,
    balancer: startCheckingBalancer,
    // Nobody dies, so no lease shall run out, and every check of the balancer is in time, however busy the machine is.
    app: { ...app, lease: 60_000, shutdownDelay: 4000 },
    compiled,
  });
  try {
    const sending = traffic.run([cluster.balancer.url], { timeoutSeconds: TIMEOUT_SECONDS });
    for (let round = 0; round < rounds; round++)
      for (const replica of [0, 1, 2]) await cluster.replace(replica);
    traffic.stop();
    await sending;
    await cluster.untilDelivered();
    const calls = cluster.calls();
    return {
      figures: [['replicas replaced', String(rounds * 3)], ...trafficFigures(traffic, calls)],
      verdicts: [
        ...judge(traffic, calls),
        { claim: 'no event is delivered twice', against: findDuplicates(calls) },
        judgeAnswers(traffic),
      ],
    };
  } finally {
    await cluster.stop();
  }
}
