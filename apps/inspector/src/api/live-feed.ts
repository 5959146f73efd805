import type { InspectorClient } from './client.js';
import type { CallbackList, CallbackSummary, LiveEvents } from './types.js';

/** How many callbacks the page keeps. */
export const KEPT = 500;

/** Milliseconds over which the rate is counted. */
const RATE_WINDOW = 5_000;

/** Milliseconds until a stream that ended for good is opened anew. */
const RETRY = 2_000;

/** What the live view shows. */
export interface LiveState {
  readonly connection: 'connecting' | 'live' | 'away';
  /** Whose stream it is. */
  readonly replica: string | undefined;
  /** Newest first, at most {@link KEPT}. */
  readonly callbacks: readonly CallbackSummary[];
  /** How many arrived since the page was opened. */
  readonly seen: number;
  /** How many of these were sent to the page. */
  readonly received: number;
  /** Callbacks a second, of late. */
  readonly rate: number;
}

/** Callbacks as they arrive. The browser reconnects by itself; what came meanwhile is asked for. */
export class LiveFeed {
  private readonly watchers = new Set<(state: LiveState) => void>();
  private readonly batches: { readonly at: number; readonly seen: number }[] = [];
  state: LiveState = {
    connection: 'connecting',
    replica: undefined,
    callbacks: [],
    seen: 0,
    received: 0,
    rate: 0,
  };

  constructor(private readonly client: InspectorClient) {}

  /** Returns what ends it. */
  watch(watcher: (state: LiveState) => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  /** Connects; returns what disconnects. */
  open(): () => void {
    let retry: ReturnType<typeof setTimeout> | undefined;
    const connect = (): EventSource =>
      this.connect(() => {
        // A browser gives up when the answer is no stream, as that of a balancer whose app is restarting.
        retry = setTimeout(() => (source = connect()), RETRY);
      });
    let source = connect();
    const tick = setInterval(() => this.countRate(), 1_000);
    return () => {
      source.close();
      clearTimeout(retry);
      clearInterval(tick);
    };
  }

  private connect(onGivenUp: () => void): EventSource {
    const source = new EventSource('api/live');
    const on = <Name extends keyof LiveEvents>(name: Name, take: (data: LiveEvents[Name]) => void): void =>
      source.addEventListener(name, ({ data }) => take(JSON.parse(String(data)) as LiveEvents[Name]));
    on('hello', ({ replica }) => {
      this.change({ connection: 'live', replica });
      void this.catchUp();
    });
    on('callbacks', ({ callbacks, seen }) => this.add(callbacks, seen));
    on('standings', (standings) => this.update(standings));
    source.addEventListener('error', () => {
      this.change({ connection: 'away' });
      if (source.readyState === EventSource.CLOSED) onGivenUp();
    });
    return source;
  }

  /** Forgets what it has shown. */
  clear(): void {
    this.change({ callbacks: [], seen: 0, received: 0 });
  }

  private async catchUp(): Promise<void> {
    const { callbacks } = await this.client
      .get<CallbackList>('callbacks')
      .catch((): CallbackList => ({ callbacks: [], seen: 0 }));
    this.change({ callbacks: merge(callbacks, this.state.callbacks) });
  }

  private add(callbacks: readonly CallbackSummary[], seen: number): void {
    this.batches.push({ at: Date.now(), seen });
    this.change({
      callbacks: merge(callbacks, this.state.callbacks),
      seen: this.state.seen + seen,
      received: this.state.received + callbacks.length,
    });
  }

  private update(standings: LiveEvents['standings']): void {
    const changed = new Map(standings.map(({ id, listeners }) => [id, listeners]));
    this.change({
      callbacks: this.state.callbacks.map((callback) => {
        const listeners = changed.get(callback.id);
        return listeners ? { ...callback, listeners } : callback;
      }),
    });
  }

  private countRate(): void {
    const since = Date.now() - RATE_WINDOW;
    while ((this.batches[0]?.at ?? since) < since) this.batches.shift();
    const rate = this.batches.reduce((sum, { seen }) => sum + seen, 0) / (RATE_WINDOW / 1000);
    if (rate !== this.state.rate) this.change({ rate });
  }

  private change(changes: Partial<LiveState>): void {
    this.state = { ...this.state, ...changes };
    for (const watcher of this.watchers) watcher(this.state);
  }
}

/** The newest of both, each once; of the same the first is taken. */
function merge(fresh: readonly CallbackSummary[], known: readonly CallbackSummary[]): CallbackSummary[] {
  const byId = new Map(known.map((callback) => [callback.id, callback]));
  for (const callback of fresh) byId.set(callback.id, callback);
  return [...byId.values()].sort((a, b) => b.at - a.at).slice(0, KEPT);
}
