import {
  amount,
  count,
  type Inbox,
  type InboxRole,
  LONGEST_TIMER,
  numberProblems,
  refuseProblems,
  roleProblems,
  unknownNames,
} from 'nestjs-openim-callback/inbox';
import type { StorePlace } from './bullmq/connect-store.js';
import { connectionProblem } from './bullmq/redis/redis-place.js';
import { MOST_PARTITIONS } from './store/queue-store.js';

/** Options of the BullMQ inbox. */
export type BullmqInboxOptions = StorePlace & BullmqInboxTuning;

/** What is the same on every server. */
export interface BullmqInboxTuning {
  /** What the names of the queues begin with; modules that share a server need different ones. @default 'openim' */
  readonly name?: string;
  /**
   * Whether this replica takes callbacks, delivers them, or both.
   * @default 'both' in an app that serves requests, and 'receive' in one that does not
   */
  readonly role?: InboxRole;
  /**
   * Queues over which the ordering keys are spread, each delivered by one replica at a time. From 1 to 1024, the same
   * number on every replica. Change it only when the queues are empty: otherwise order is lost meanwhile, and with
   * fewer of them events wait in those beyond the new number, which is logged.
   * @default 16
   */
  readonly partitions?: number;
  /** Events this replica delivers side by side. Those of one ordering key never are. @default 16 */
  readonly concurrency?: number;
  /** Events of one partition this replica keeps in memory beyond those it delivers. @default 1000 */
  readonly lookAhead?: number;
  /**
   * Milliseconds in which a repeated event is suppressed; 0 for never.
   * @default 600000 (10 minutes)
   */
  readonly duplicateWindow?: number;
  /**
   * Milliseconds in which an event whose storing was not confirmed can be stored again without being doubled;
   * longer than the server is ever away, each event's id is kept that long.
   * @default 120000
   */
  readonly confirmWindow?: number;
  /**
   * Milliseconds without a sign of life after which other replicas take over what a replica was delivering.
   * @default 10000
   */
  readonly lease?: number;
  /** Milliseconds to wait for the server before it counts as away. @default 2000 */
  readonly timeout?: number;
  /** Refuse to start on a server that can lose events it has acknowledged. @default false: it is logged */
  readonly strict?: boolean;
  /** Events that may be held in memory while the server is away and there is no `spill`. @default 10000 */
  readonly maxHeld?: number;
  /** Bytes of their bodies, and 500 more for each event. @default 67108864 (64 MiB) */
  readonly maxHeldBytes?: number;
  /**
   * A local inbox that takes events while the server is away, and gives them to it in order when it is back.
   * @default none: events are held in memory
   */
  readonly spill?: Inbox;
  /** Events that may wait in `spill`. @default 100000 */
  readonly maxSpilled?: number;
  /** Unusable callbacks that are kept as dead letters, the latest. @default 1000 */
  readonly maxDeadLetters?: number;
  /** Nonces of signatures that `usedNonces` remembers, the latest. @default 100000 */
  readonly maxNonces?: number;
}

/** The options with every default in place. */
export type BullmqInboxSettings = Required<Omit<BullmqInboxTuning, 'role' | 'spill'>> &
  Pick<BullmqInboxTuning, 'role' | 'spill'> & {
    /** For texts. */
    readonly server: 'Redis' | 'PostgreSQL';
  };

const RULES = {
  partitions: {
    wanted: `an integer between 1 and ${MOST_PARTITIONS}`,
    allows: (value: number) => Number.isInteger(value) && value >= 1 && value <= MOST_PARTITIONS,
  },
  concurrency: count(1),
  lookAhead: count(0),
  duplicateWindow: amount(0, LONGEST_TIMER),
  confirmWindow: amount(1, LONGEST_TIMER),
  lease: amount(1000, LONGEST_TIMER),
  timeout: amount(1, LONGEST_TIMER),
  maxHeld: count(0),
  maxHeldBytes: amount(0),
  maxSpilled: count(0),
  maxDeadLetters: count(0),
  maxNonces: count(1),
};

/**
 * Fills in the defaults.
 *
 * @throws {Error} for no place or two, and for options that cannot be
 */
export function withDefaults(options: BullmqInboxOptions): BullmqInboxSettings {
  const { connection, postgres, prefix } = options;
  const chosen = {
    name: options.name ?? 'openim',
    role: options.role,
    partitions: options.partitions ?? 16,
    concurrency: options.concurrency ?? 16,
    lookAhead: options.lookAhead ?? 1000,
    duplicateWindow: options.duplicateWindow ?? 600_000,
    confirmWindow: options.confirmWindow ?? 120_000,
    lease: options.lease ?? 10_000,
    timeout: options.timeout ?? 2000,
    strict: options.strict ?? false,
    maxHeld: options.maxHeld ?? 10_000,
    maxHeldBytes: options.maxHeldBytes ?? 64 * 1024 * 1024,
    spill: options.spill,
    maxSpilled: options.maxSpilled ?? 100_000,
    maxDeadLetters: options.maxDeadLetters ?? 1000,
    maxNonces: options.maxNonces ?? 100_000,
  };
  const misplaced = connection === undefined ? undefined : connectionProblem(connection);
  refuseProblems('bullmqInbox', [
    ...unknownNames(options, { ...chosen, connection, postgres, prefix }),
    ...((connection === undefined) === (postgres === undefined)
      ? ['it needs either connection, for Redis, or postgres']
      : []),
    ...(misplaced === undefined ? [] : [misplaced]),
    ...numberProblems(chosen, RULES),
    ...roleProblems(chosen.role),
    ...(chosen.name === '' || chosen.name.includes(':')
      ? [`name must not be empty or contain ':', it is ${JSON.stringify(chosen.name)}`]
      : []),
  ]);
  return { ...chosen, server: postgres === undefined ? 'Redis' : 'PostgreSQL' };
}
