import type { AppOptions } from '../../processes/app/app-options.js';
import { callsIn, type Call } from '../../processes/checks/deliveries.js';
import type { AppProcess } from '../../processes/driver/app-process.js';
import { until } from '../../support/until.js';
import { Workplace } from '../../processes/driver/workplace.js';
import { startBalancer } from '../support/balancer.js';
import { freePorts } from '../support/free-ports.js';
import type { StoreServer } from '../support/store-server.js';
import type { ProxyProcess } from '../support/proxy-process.js';
import { RedisServer } from '../support/redis-server.js';

/** A balancer that runs. */
export interface FrontDoor extends ProxyProcess {
  /** Resolves when it gives callbacks to all replicas; without it, it does so from the first moment. */
  readonly knowsAll?: () => Promise<void>;
}

/** What a cluster is made of. */
export interface ClusterOptions {
  readonly replicas: number;
  readonly spill: boolean;
  /** Starts what holds the inbox. @default a Redis */
  readonly store?: () => Promise<StoreServer>;
  /** What is in front of them. @default nginx */
  readonly balancer?: (ports: readonly number[]) => Promise<FrontDoor>;
  /** How the replicas are, beside that. @default as AppOptions says */
  readonly app?: Pick<AppOptions, 'framework' | 'mount' | 'lease' | 'shutdownDelay' | 'signatureKey'>;
  /** Where compile.js has put the programs. @default they are compiled */
  readonly compiled?: string | undefined;
}

/** Milliseconds without a sign of life after which replicas take over, few so that tests are short, but more than a busy machine halts one for. */
const LEASE = 5000;

/** A server that syncs every write, replicas on it and a balancer in front of them. */
export class Cluster {
  /** The run of each replica that is up, or was last. */
  private readonly current: AppProcess[] = [];
  private readonly endings = new Map<string, number>();
  private readonly counts: number[] = [];

  private constructor(
    readonly store: StoreServer,
    readonly balancer: FrontDoor,
    private readonly workplace: Workplace,
    private readonly ports: readonly number[],
    private readonly options: ClusterOptions,
  ) {}

  static async start(options: ClusterOptions): Promise<Cluster> {
    const { replicas, compiled, store = () => RedisServer.start(), balancer = startBalancer } = options;
    const workplace = await Workplace.make(compiled);
    const ports = await freePorts(replicas);
    const cluster = new Cluster(await store(), await balancer(ports), workplace, ports, options);
    await Promise.all(ports.map((_, replica) => cluster.begin(replica)));
    await cluster.balancer.knowsAll?.();
    return cluster;
  }

  /** When each run that was killed was, on the clock of the journals. */
  get killed(): ReadonlyMap<string, number> {
    return this.endings;
  }

  /** Where one replica listens, past the balancer. */
  urlOf(replica: number): string {
    return `http://127.0.0.1:${this.portOf(replica)}/cb`;
  }

  /** Starts a run of a replica; resolves when it listens. */
  async begin(replica: number): Promise<void> {
    const run = (this.counts[replica] = (this.counts[replica] ?? 0) + 1);
    const options: Partial<AppOptions> = {
      file: `${this.workplace.folder}/spill-${replica}.db`,
      store: { place: this.store.place, spill: this.options.spill },
      port: this.portOf(replica),
      lease: LEASE,
      failEvery: 50,
      ...this.options.app,
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
    // When it has exited others may already have what it had.
    this.endings.set(app.name, app.signal('SIGKILL'));
    await app.ended;
  }

  /** Replaces a replica as a deployment does. */
  async replace(replica: number): Promise<void> {
    await this.current[replica]?.end('SIGTERM');
    await this.begin(replica);
    await until(
      async () => {
        const { ok } = await fetch(`http://127.0.0.1:${this.portOf(replica)}/ready`);
        return ok;
      },
      `replica ${replica} is ready`,
      60_000,
    );
  }

  /** Waits until nothing is left to be delivered. */
  async untilDelivered(milliseconds = 120_000): Promise<void> {
    const [app] = this.current;
    if (!app) throw new Error('there is no replica');
    await until(
      async () => {
        const states = await Promise.all(this.current.map((each) => each.state()));
        // An inbox that cannot ask the server, or not in time, does not know what is there.
        return states.every(({ state: { healthy, pending } }) => healthy && pending === 0);
      },
      'everything is delivered',
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
    await this.store.stop();
  }

  private portOf(replica: number): number {
    return this.ports[replica] ?? 0;
  }
}
