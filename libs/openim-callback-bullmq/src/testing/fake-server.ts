import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { NewRecord, RecordData } from '../store/records.js';

/** A record as the server has it. */
export interface Row {
  readonly id: string;
  data: string;
  readonly timestamp: number;
  interruptions: number;
}

interface Lease {
  readonly row: Row;
  readonly token: string;
  until: number;
}

/** A queue as the server has it. */
export class FakeQueue {
  readonly waiting: Row[] = [];
  lease: Lease | undefined;
  readonly keys = new Map<string, number>();

  /** Says whether it was stored. */
  add({ id, data, timestamp, unique }: NewRecord): boolean {
    const now = Date.now();
    if (this.rows.some((row) => row.id === id)) return false;
    if (unique && (this.keys.get(unique.key) ?? 0) > now) return false;
    if (unique) this.keys.set(unique.key, now + unique.milliseconds);
    this.waiting.push({ id, data: JSON.stringify(data), timestamp, interruptions: 0 });
    return true;
  }

  /** Leases the first record; the lease of a process that is gone runs out. */
  take(token: string, milliseconds: number): Row | undefined {
    if (this.lease && this.lease.until <= Date.now()) {
      this.lease.row.interruptions++;
      this.putBack();
    }
    const row = this.lease ? undefined : this.waiting.shift();
    if (row) this.lease = { row, token, until: Date.now() + milliseconds };
    return row;
  }

  /** Puts the leased record back to the head. */
  putBack(): void {
    if (this.lease) this.waiting.unshift(this.lease.row);
    this.lease = undefined;
  }

  /** The lease that a token has. */
  leaseOf(token: string, id?: string): Lease | undefined {
    const { lease } = this;
    return lease?.token === token && (id === undefined || lease.row.id === id) ? lease : undefined;
  }

  get rows(): readonly Row[] {
    return this.lease ? [this.lease.row, ...this.waiting] : this.waiting;
  }
}

/** What a server is made to do by a test. */
export interface FakeBehaviour {
  /** Whether it is away: nothing is answered. */
  away: boolean;
  /** Whether it is out of room: nothing is stored, what would free room is not done either. */
  full: boolean;
  /** Records that it never takes. */
  refuses: (data: RecordData) => boolean;
}

/** A server of queues in memory. It outlives the stores that are connected to it. */
export class FakeServer {
  readonly behaviour: FakeBehaviour = { away: false, full: false, refuses: () => false };
  /** Every call that a store has made, by name. */
  readonly calls: string[] = [];
  /** Records that were read behind the first of their partition. */
  recordsRead = 0;
  /** How it loses what it has stored. */
  loss: string | undefined;
  /** What it tells of its durability. */
  risks: readonly string[] = [];
  /** Cut when the process that has them ends. */
  private connections = new AbortController();
  private readonly queues = new Map<string, FakeQueue>();
  private readonly nonces = new Set<string>();
  private readonly events = new EventEmitter().setMaxListeners(0);

  queue(name: string): FakeQueue {
    const queue = this.queues.get(name) ?? new FakeQueue();
    this.queues.set(name, queue);
    return queue;
  }

  /** Notes that a nonce was used; false when it was before. */
  claimNonce(nonce: string, most: number): boolean {
    if (this.nonces.has(nonce)) return false;
    this.nonces.add(nonce);
    const [oldest = nonce] = this.nonces;
    if (this.nonces.size > most) this.nonces.delete(oldest);
    return true;
  }

  /** The names of the queues that hold something. */
  get occupied(): readonly string[] {
    return [...this.queues].filter(([, { rows }]) => rows.length > 0).map(([name]) => name);
  }

  /** Ends it as a crash does. */
  kill(): void {
    this.behaviour.away = true;
    this.events.emit('away');
  }

  /** Starts it again, on what it has stored. */
  begin(): void {
    this.behaviour.away = false;
    this.events.emit('back');
  }

  /** Ends every process that is connected: nothing of what it still does comes here, and its leases have run out. */
  crashClients(): void {
    this.connections.abort();
    this.connections = new AbortController();
    for (const { lease } of this.queues.values()) if (lease) lease.until = 0;
  }

  /** A connection of a process. */
  connect(): FakeConnection {
    return new FakeConnection(this, this.connections.signal);
  }

  on(event: 'away' | 'back' | 'changed', listener: () => void): () => void {
    this.events.on(event, listener);
    return () => void this.events.off(event, listener);
  }

  /** Does what a call asks for. */
  handle<T>(call: string, work: () => T, writes: boolean): T {
    this.calls.push(call);
    if (this.behaviour.away) throw new Error('connect ECONNREFUSED');
    if (writes && this.behaviour.full) throw new Error('OOM command not allowed');
    const result = work();
    this.events.emit('changed');
    return result;
  }
}

/** The connection of a process to a server. */
export class FakeConnection {
  constructor(
    readonly server: FakeServer,
    private readonly cut: AbortSignal,
  ) {}

  /** Answers a call, or fails it as a connection to a server that is away does. */
  async answer<T>(call: string, work: () => T, writes = false): Promise<T> {
    await new Promise((resolve) => setImmediate(resolve));
    this.cut.throwIfAborted();
    return this.server.handle(call, work, writes);
  }

  /** Answers a call once the server is there. */
  async answerWhenThere<T>(call: string, work: () => T, writes = false): Promise<T> {
    while (this.server.behaviour.away && !this.cut.aborted) await sleep(1);
    return this.answer(call, work, writes);
  }
}
