/** What is used of a client of pg. */
export interface ListeningClient {
  connect(): Promise<unknown>;
  query(text: string): Promise<unknown>;
  end(): Promise<void>;
  on(event: 'error' | 'end', listener: () => void): unknown;
  on(event: 'notification', listener: (notification: { readonly payload?: string }) => void): unknown;
}

/** The channel on which BullMQ's functions tell of jobs that can be taken; the payload is the queue. */
const CHANNEL = 'bullmq_jobs';
/** Milliseconds until a server that is away is called again. */
const CALL_AGAIN = 500;

/** Wakes who waits for jobs, with one connection for all queues, where each of BullMQ's workers has its own. */
export class JobNotifier {
  private readonly waiting = new Map<string, Set<() => void>>();
  private client: ListeningClient | undefined;
  private timer: NodeJS.Timeout | undefined;
  private closed = false;

  /** @param makeClient makes a client that is not connected */
  constructor(private readonly makeClient: () => ListeningClient) {}

  /** Begins to listen, and does so again whenever the connection is lost. */
  listen(): void {
    if (this.client || this.closed) return;
    const client = (this.client = this.makeClient());
    const lost = (): void => this.lost(client);
    client.on('error', lost);
    client.on('end', lost);
    client.on('notification', ({ payload }) => this.wake(payload ?? ''));
    client
      .connect()
      .then(() => client.query(`LISTEN ${CHANNEL}`))
      // What was told before is not heard: everybody looks.
      .then(() => this.wakeAll(), lost);
  }

  /**
   * Waits until there may be a job in a queue, at most so many milliseconds.
   *
   * @returns what waits, and a way to end it
   */
  wait(queue: string, milliseconds: number): { readonly woken: Promise<void>; readonly end: () => void } {
    const all = this.waiting.get(queue) ?? new Set();
    this.waiting.set(queue, all);
    let end: () => void = () => undefined;
    const woken = new Promise<void>((resolve) => {
      const timer = setTimeout(() => end(), milliseconds);
      end = () => {
        clearTimeout(timer);
        all.delete(end);
        resolve();
      };
      all.add(end);
    });
    return { woken, end };
  }

  /** Wakes who waits for jobs of a queue. */
  wake(queue: string): void {
    for (const end of [...(this.waiting.get(queue) ?? [])]) end();
  }

  /** Wakes everybody and stops listening. */
  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    this.wakeAll();
    await this.client?.end().catch(() => undefined);
  }

  private wakeAll(): void {
    for (const queue of this.waiting.keys()) this.wake(queue);
  }

  private lost(client: ListeningClient): void {
    if (this.client !== client) return;
    this.client = undefined;
    client.end().catch(() => undefined);
    if (!this.closed) this.timer = setTimeout(() => this.listen(), CALL_AGAIN);
  }
}
