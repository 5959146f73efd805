import type { DeadLetter } from 'nestjs-openim-callback/inbox';
import type { NewRecord, RecordData } from './records.js';

/** One of the queues of an inbox: a partition, or the dead letters of a kind. */
export type QueuePlace = number | DeadLetter['kind'];

/** The most partitions an inbox can have. */
export const MOST_PARTITIONS = 1024;

/** A record on its way to one of the queues. */
export interface Addressed {
  readonly to: QueuePlace;
  readonly record: NewRecord;
}

/** A record that is in a queue. */
export interface StoredRecord {
  readonly id: string;
  readonly data: RecordData;
  /** Puts other data in its place, unless it is not there any more. */
  update(data: RecordData): Promise<void>;
}

/** A waiting record, and its place when that was last seen: a store that would have to search for it looks there first. */
export interface PlacedRecord {
  readonly id: string;
  /** From 0, the one behind the leased record. */
  readonly place?: number;
}

/** The first record of a partition. Whoever has its lease is the only one who takes from that partition. */
export interface LeasedRecord extends StoredRecord {
  /** When the lease was given, in unix milliseconds by the clock of this process. */
  readonly leasedAt: number;
  /** How many leases of it ran out: the process that had it has ended, or could not reach the store any more. */
  readonly interruptions: number;
  /** Asks for the lease anew; false when somebody else may have it by now. */
  extend(): Promise<boolean>;
  /**
   * Removes it, and leases the next.
   *
   * @throws {LeaseLostError} when its lease has ended
   */
  complete(): Promise<LeasedRecord | undefined>;
  /** Ends the lease; the record is the first again, for anybody. */
  giveBack(): Promise<void>;
}

/** A partition as its delivery sees it. Every call waits until the store is there. */
export interface PartitionQueue {
  /**
   * Leases the first record; waits a while for one.
   *
   * @throws when the store goes away; it may have given out a lease that is not known of here
   */
  take(): Promise<LeasedRecord | undefined>;
  /** Gives back what was leased by an answer that never came. */
  recover(): Promise<void>;
  /** Waiting records behind the leased one in order, from one place to another, both included. */
  read(first: number, last: number): Promise<readonly StoredRecord[]>;
  /** Waiting records by their ids, in that order, without those that are gone. */
  load(ids: readonly string[]): Promise<readonly StoredRecord[]>;
  /** Removes waiting records that are delivered, with one round trip; the leased one stays. */
  remove(records: readonly PlacedRecord[]): Promise<void>;
  /** Stores a dead letter. */
  addDeadLetter(kind: DeadLetter['kind'], record: NewRecord): Promise<void>;
  /** Ends a wait for records, or for the store. */
  close(): Promise<void>;
}

/** What waits in the queues. */
export interface Backlog {
  readonly pending: number;
  /** When the oldest event was received, in unix milliseconds; undefined when there is none. */
  readonly oldest: number | undefined;
  readonly deadLetters: number;
}

/** What a store was found to promise. */
export interface Durability {
  /** How it is set, for the log. */
  readonly settings: string;
  /** What of it can lose an acknowledged event, and what to set instead. */
  readonly risks: readonly string[];
}

/** Told of the connection for the delivery. */
export interface ConnectionWatcher {
  /** It cannot be made; told with each reason. */
  readonly away: (error: unknown) => void;
  /** It is made, for the first time or again: what the store had may be lost. */
  readonly back: () => void;
}

/** How long used nonces are remembered, and how many. */
export interface NonceBounds {
  /** Milliseconds after which one may be forgotten; undefined for never. */
  readonly keep: number | undefined;
  /** How many of the latest are remembered. */
  readonly most: number;
}

/** The store is there, and will never store something: to try again would hold up all that comes after it. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
}

/** A lease has ended: somebody else may have the record by now, or it is gone. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError';
}

/**
 * Where an inbox keeps its queues. Unless a call says otherwise it fails while the store is away.
 */
export interface QueueStore {
  /**
   * Waits for the store and makes what is missing there; called again when it has failed, and when the store is back,
   * which may have lost its data.
   *
   * @throws when the store goes away meanwhile
   */
  prepare(): Promise<void>;
  /**
   * Stores records of any queues, all or none, with one round trip.
   *
   * @returns for each whether it was stored; false for one that repeats another
   * @throws {RefusedError} when the store will never take one of them
   */
  add(items: readonly Addressed[]): Promise<readonly boolean[]>;
  /** Records of a queue in order, from one place to another, both included. */
  list(place: QueuePlace, first: number, last: number): Promise<readonly StoredRecord[]>;
  /** The first records of a partition in order, the leased one included, at most so many beside that. */
  first(partition: number, most: number): Promise<readonly StoredRecord[]>;
  /** Removes records; says how many there were. */
  remove(place: QueuePlace, ids: readonly string[]): Promise<number>;
  /** Removes the oldest records of a queue beyond a number. */
  trim(place: QueuePlace, most: number): Promise<void>;
  /** A partition for its delivery. */
  partition(partition: number): PartitionQueue;
  /** Counts what waits. */
  backlog(): Promise<Backlog>;
  /** Reads how durable the store is, once it is prepared. */
  durability(): Promise<Durability>;
  /** How the store loses what it has acknowledged, as it is set and does now; undefined when it does not. */
  loss(): Promise<string | undefined>;
  /** Notes, at once for all replicas, that a nonce was used; false when it was before. */
  claimNonce(nonce: string, bounds: NonceBounds): Promise<boolean>;
  /** Names those queues of partitions beyond the number there are that hold events: nobody reads them. */
  unread(): Promise<readonly string[]>;
  /** Lets go of the connections. */
  close(): Promise<void>;
}
