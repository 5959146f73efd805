import { isUtf8 } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { BulkJobOptions } from 'bullmq';
import type { AcceptedEvent, PendingListener, StoredEvent } from 'nestjs-openim-callback/inbox';
import { shortKey } from './short-key.js';
import { storable } from './storable.js';

/** The body of a job: as text where it is text without NUL, so that a dashboard can show it. */
export interface JobBody {
  readonly body?: string;
  readonly base64?: string;
}

/** An event as a job holds it. */
export interface EventJob extends JobBody {
  readonly id: string;
  readonly command: string;
  readonly operationID: string;
  readonly orderingKey?: string;
  readonly receivedAt: number;
  readonly query: string;
  readonly trace?: string;
  /** The listeners that are left; none given for all. */
  readonly pending?: readonly PendingListener[];
}

/** What is left of an event that was delivered before its turn came. */
export interface DoneJob {
  readonly id: string;
  readonly done: true;
}

/** What the jobs of a partition hold. */
export type PartitionJob = EventJob | DoneJob;

/** A job to be added. */
export interface NewJob<T> {
  readonly name: string;
  readonly data: T;
  readonly opts: BulkJobOptions;
}

/** Jobs are gone when they are done: the queue is no archive. */
const REMOVE = { removeOnComplete: true, removeOnFail: true } as const;

/** The body as it goes into a job. */
export const toBody = (raw: Buffer): JobBody =>
  isUtf8(raw) && !raw.includes(0) ? { body: raw.toString() } : { base64: raw.toString('base64') };

/** The body of a job. */
export const fromBody = ({ body, base64 }: JobBody): Buffer =>
  base64 === undefined ? Buffer.from(body ?? '') : Buffer.from(base64, 'base64');

/** What a dashboard shows: the command without the parts that all of them have, and the ordering key. */
export const jobName = (command: string | undefined, orderingKey?: string): string => {
  const short = (command ?? 'unknown').replace(/^callback/, '').replace(/Command$/, '') || 'unknown';
  return orderingKey === undefined ? short : `${short} ${orderingKey}`;
};

/** The partition of an event: that of its ordering key, or any when it may be delivered in any order. */
export const partitionOf = (
  { orderingKey, idempotencyKey, id }: Pick<AcceptedEvent, 'orderingKey' | 'idempotencyKey' | 'id'>,
  partitions: number,
): number => crc32(orderingKey ?? idempotencyKey ?? id) % partitions;

/** How long keys are remembered, in milliseconds. */
export interface Windows {
  readonly duplicateWindow: number;
  readonly confirmWindow: number;
}

/**
 * A job of an event. Its id is the event's, so that adding it again after an answer that never came adds nothing;
 * should it be delivered by then, its deduplication key still knows it.
 */
export function eventJob(event: AcceptedEvent, windows: Windows): NewJob<EventJob> {
  const { id, command, orderingKey, idempotencyKey, receivedAt } = event;
  const deduplication =
    idempotencyKey === undefined
      ? { id, ttl: windows.confirmWindow }
      : { id: shortKey(idempotencyKey), ttl: windows.duplicateWindow };
  return storable({
    name: jobName(command, orderingKey),
    data: toEventJob(event, undefined),
    opts: { ...REMOVE, jobId: id, timestamp: receivedAt, deduplication },
  });
}

/**
 * A job that delivers an event again, for one listener or for all. Of several for one dead letter the first is added;
 * the others can tell by their id.
 */
export const redriveJob = (data: EventJob, letter: string, window: number): NewJob<EventJob> => ({
  name: jobName(data.command, data.orderingKey),
  data,
  opts: {
    ...REMOVE,
    jobId: randomUUID(),
    timestamp: data.receivedAt,
    deduplication: { id: `redrive-${letter}`, ttl: window },
  },
});

/** An event and what is left to do of it, as a job holds it. */
export const toEventJob = (
  event: StoredEvent,
  pending: readonly PendingListener[] | undefined,
): EventJob => ({
  id: event.id,
  command: event.command,
  operationID: event.operationID,
  ...(event.orderingKey === undefined ? {} : { orderingKey: event.orderingKey }),
  receivedAt: event.receivedAt,
  query: event.query,
  ...toBody(event.raw),
  ...(event.trace === undefined ? {} : { trace: event.trace }),
  ...(pending === undefined ? {} : { pending }),
});

/** The event in a job. */
export const fromEventJob = (job: EventJob): StoredEvent => ({
  id: job.id,
  command: job.command,
  operationID: job.operationID,
  orderingKey: job.orderingKey,
  receivedAt: job.receivedAt,
  query: job.query,
  raw: fromBody(job),
  ...(job.trace === undefined ? {} : { trace: job.trace }),
});
