import type { Durability } from './store/queue-store.js';
import { messageOf } from './store/within.js';

/** Queues that are named in the log. */
const NAMED = 3;

/** Every text that users see of the inbox. */
export const closed = 'the inbox is closed';

export const onlyDelivers = "this replica only delivers, by the inbox's option role";

export const spillFull = (limit: number): string =>
  `the store is away, and ${limit} events wait for it in the spill`;

export const noRoom = (waiting: number): string =>
  `no room to hold more than ${waiting} events while the store does not keep up`;

export const refused = (server: string, error: unknown): string =>
  `${server} refuses it: ${messageOf(error)}`;

/** What has become of an event that the store refuses. */
export const refusedEvent = (name: string, id: string, isKept: boolean, reason: string): string =>
  `${name} ${isKept ? 'is a dead letter' : 'is lost'} eventID=${id}: ${reason}`;

/** @param hint the option that says where the store is, when it was never reached */
export const away = (server: string, address: string, error: unknown, hint: string | undefined): string =>
  `${server} is away (${address}): ${messageOf(error)}${hint === undefined ? '' : `; check the option ${hint}`}`;

/** Why a store does not say whether a nonce was used. */
export const failedAt = (place: string, error: unknown): string => `${place}: ${messageOf(error)}`;

export const unusableWhenStrict = (error: unknown): string => `bullmqInbox is strict: ${messageOf(error)}`;

export const unknownDurability = (error: unknown): string =>
  `cannot tell how durable the store is: ${messageOf(error)}`;

export const isDurable = ({ settings }: Durability): string =>
  `${settings}: what is acknowledged survives a crash and a power cut`;

export const hasRisks = ({ settings, risks }: Durability): string => `${settings}: ${risks.join('; ')}`;

/** Of queues that hold events and that nobody reads with this number of partitions. */
export const unreadQueues = (queues: readonly string[], partitions: number): string => {
  const names = `${queues.slice(0, NAMED).join(', ')}${queues.length > NAMED ? ' and others' : ''}`;
  return (
    `events in ${names} are not delivered with partitions: ${partitions}; they were stored when there were more: ` +
    'set that number again until these queues are empty'
  );
};

/** Of a Redis that will evict. */
export const evicts = (policy: string): string =>
  isVolatile(policy)
    ? `Redis removes keys that tell repeated events when its memory is full (maxmemory-policy ${policy}), and events may be delivered twice: set noeviction`
    : `Redis removes acknowledged events when its memory is full (maxmemory-policy ${policy}): set noeviction`;

/** Of a Redis that has evicted. */
export const evicted = (count: number, policy: string): string =>
  `Redis has removed ${count} keys since its memory was full (maxmemory-policy ${policy}), ` +
  (isVolatile(policy)
    ? 'and events may be delivered twice: set noeviction'
    : 'acknowledged events may be among them: set noeviction');

const isVolatile = (policy: string): boolean => policy.startsWith('volatile-');
