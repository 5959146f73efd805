import type { BullmqInboxOptions, BullmqInboxSettings } from './bullmq-inbox.options.js';
import { engineAddress } from './engine-address.js';
import type { EngineProblems } from './engine-problems.js';
import type { InboxQueues } from './inbox-queues.js';
import { openQueues } from './open-queues.js';
import { postgresEngine } from './postgres-engine.js';
import type { QueueEngine } from './queue-engine.js';
import { redisEngine } from './redis-engine.js';
import { messageOf, within } from './within.js';

/** What an engine says to who it will not take, and to settings that it cannot have: waiting mends none of it. */
const HOPELESS = /\b(WRONGPASS|NOAUTH|NOPERM|invalid DB index|DB index is out of range)\b/;
/** The same by PostgreSQL's SQLSTATE: invalid authorization, no such database. */
const HOPELESS_CODE = /^(28|3D)/;

/** The way to an engine: connects, opens the queues once it is there, and notes why it cannot be used. */
export class EngineAccess {
  private engine: Promise<QueueEngine> | undefined;
  private opening: Promise<InboxQueues> | undefined;
  private open: InboxQueues | undefined;
  private closed = false;
  private giveUp: (error: Error) => void = () => undefined;
  /** Rejects when waiting for the engine is of no use. */
  readonly hopeless = new Promise<never>((_, reject) => (this.giveUp = reject));

  constructor(
    private readonly options: BullmqInboxOptions,
    private readonly settings: BullmqInboxSettings,
    private readonly problems: EngineProblems,
  ) {
    this.hopeless.catch(() => undefined);
  }

  /**
   * Connects, whether the engine is there or not.
   *
   * @throws {Error} for a missing package, and for options that the engine cannot have
   */
  async connect(): Promise<void> {
    await this.connected();
  }

  /** The queues, once the engine is there. */
  opened(): Promise<InboxQueues> {
    this.opening ??= this.openQueues();
    return this.opening;
  }

  /**
   * The queues, for what somebody waits for.
   *
   * @throws {Error} when the engine is not there in time
   */
  queues(): Promise<InboxQueues> {
    return within(this.settings.timeout, this.opened());
  }

  /** What to say of an engine with which something has failed. */
  textOf(error: unknown): string {
    const { engine } = this.settings;
    const hint = this.open ? '' : `; check the option ${engine === 'Redis' ? 'connection' : 'postgres'}`;
    return `${engine} is away (${engineAddress(this.options)}): ${messageOf(error)}${hint}`;
  }

  /** The reason why something has failed, where the error itself tells only that it has. */
  explain(error: unknown): unknown {
    const { current } = this.problems;
    return current === undefined ? error : new Error(current, { cause: error });
  }

  /** Lets go of the connections. */
  async close(): Promise<void> {
    this.closed = true;
    const engine = await this.engine?.catch(() => undefined);
    await engine?.close();
    const queues = await this.opening?.catch(() => undefined);
    await queues?.close();
  }

  private connected(): Promise<QueueEngine> {
    const { options } = this;
    const watcher = {
      away: (error: unknown) => this.failed('connection', error),
      back: () => {
        this.problems.mend('connection');
        // An engine that has lost its data has lost this too; what fails is done when it is back the next time.
        void this.open?.limit().catch(() => undefined);
      },
    };
    this.engine ??=
      options.postgres === undefined
        ? redisEngine(options, watcher)
        : postgresEngine({ ...this.settings, postgres: options.postgres }, watcher);
    return this.engine;
  }

  private async openQueues(): Promise<InboxQueues> {
    const engine = await this.connected();
    this.open = await openQueues(engine, this.settings, {
      isClosed: () => this.closed,
      onFailed: (error) => this.failed('opening', error),
    });
    this.problems.mend('opening');
    return this.open;
  }

  private failed(who: 'connection' | 'opening', error: unknown): void {
    if (this.closed) return;
    const text = this.textOf(error);
    this.problems.notice(who, text);
    if (isHopeless(error)) this.giveUp(new Error(text, { cause: error }));
  }
}

const isHopeless = (error: unknown): boolean =>
  HOPELESS.test(messageOf(error)) || HOPELESS_CODE.test(String((Object(error) as { code?: unknown }).code));
