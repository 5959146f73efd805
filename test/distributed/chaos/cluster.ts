import type { AppOptions } from '../../processes/app/app-options.js';
import { callsIn, type Call } from '../../processes/checks/deliveries.js';
import type { AppProcess } from '../../processes/driver/app-process.js';
import { waitUntil } from '../../processes/driver/wait-until.js';
import { Workplace } from '../../processes/driver/workplace.js';
import { Balancer } from '../support/balancer.js';
import { freePort } from '../support/free-port.js';
import { RedisServer } from '../support/redis-server.js';

/** What a cluster is made of. */
export interface ClusterOptions {
  readonly replicas: number;
  readonly spill: boolean;
  /** Where compile.js has put the programs. @default they are compiled */
  readonly compiled?: string | undefined;
}

/** Milliseconds without a sign of life after which replicas take over; the least there is, so that tests are short. */
const LEASE = 1000;

/** A Redis that syncs every write, replicas on it and a balancer in front of them. */
export class Cluster {
  /** The run of each replica that is up, or was last. */
  private readonly current: AppProcess[] = [];
  private readonly endings = new Map<string, number>();
  private readonly counts: number[] = [];

  private constructor(
    readonly redis: RedisServer,
    readonly balancer: Balancer,
    private readonly workplace: Workplace,
    private readonly ports: readonly number[],
    private readonly spill: boolean,
  ) {}

  static async start({ replicas, spill, compiled }: ClusterOptions): Promise<Cluster> {
    const workplace = await Workplace.make(compiled);
    const ports = await Promise.all(Array.from({ length: replicas }, () => freePort()));
    const cluster = new Cluster(
      await RedisServer.start(),
      await Balancer.start(ports),
      workplace,
      ports,
      spill,
    );
    await Promise.all(ports.map((_, replica) => cluster.begin(replica)));
    return cluster;
  }

  /** The runs that were killed. */
  get killed(): ReadonlySet<string> {
    return new Set(this.endings.keys());
  }

  /** Where one replica listens, past the balancer. */
  urlOf(replica: number): string {
    return `http://127.0.0.1:${this.ports[replica] ?? 0}/cb`;
  }

  /** Starts a run of a replica; resolves when it listens. */
  async begin(replica: number): Promise<void> {
    const run = (this.counts[replica] = (this.counts[replica] ?? 0) + 1);
    const options: Partial<AppOptions> = {
      file: `${this.workplace.folder}/spill-${replica}.db`,
      redis: { port: this.redis.port, spill: this.spill },
      port: this.ports[replica] ?? 0,
      lease: LEASE,
      failEvery: 50,
    };
    const app = this.workplace.start(`replica${replica}-run${run}`, options);
    this.current[replica] = app;
    const ended = app.ended.then(({ signal }) => {
      if (signal === null) throw new Error(`${app.name} did not start: ${app.errors}`);
    });
    await Promise.race([app.listening, ended]);
  }

  /** Kills a replica as a crash does. */
  async kill(replica: number): Promise<void> {
    const app = this.current[replica];
    if (!app) return;
    const { at } = await app.end('SIGKILL');
    this.endings.set(app.name, at);
  }

  /** Ends a replica as a deployment does. */
  async end(replica: number): Promise<void> {
    await this.current[replica]?.end('SIGTERM');
  }

  /** Waits until nothing is left to be delivered. */
  async untilDelivered(milliseconds = 120_000): Promise<void> {
    const [app] = this.current;
    if (!app) throw new Error('there is no replica');
    await waitUntil(
      'everything is delivered',
      async () => {
        const states = await Promise.all(this.current.map((each) => each.state()));
        return states.every(({ state: { pending } }) => pending === 0);
      },
      milliseconds,
    );
  }

  /** What all listeners got. */
  calls(): Call[] {
    return this.workplace.journals().flatMap((entries) => {
      const [first] = entries;
      const endedAt = (first && this.endings.get(first.app)) ?? Infinity;
      return callsIn({ entries, endedAt });
    });
  }

  async stop(): Promise<void> {
    await this.balancer.stop();
    await this.workplace.remove();
    await this.redis.stop();
  }
}
