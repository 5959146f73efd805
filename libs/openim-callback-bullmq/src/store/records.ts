import { isUtf8 } from 'node:buffer';
import { createHash, randomUUID } from 'node:crypto';
import { crc32 } from 'node:zlib';
import {
  untried,
  type AcceptedEvent,
  type DeadLetter,
  type PendingListener,
  type StoredEvent,
  type WaitingEvent,
} from 'nestjs-openim-callback/inbox';
import { storable } from './storable.js';

/** A body: as text where it is text without NUL, so that a dashboard can show it. */
export interface StoredBody {
  readonly body?: string;
  readonly base64?: string;
}

/** An event as a record holds it. */
export interface EventData extends StoredBody {
  readonly id: string;
  readonly command: string;
  readonly operationID: string;
  readonly orderingKey?: string;
  readonly receivedAt: number;
  readonly query: string;
  readonly trace?: string;
  /** The listeners that it is for; none given for all. */
  readonly recipients?: readonly string[];
  /** The listeners that are left; none given for all. */
  readonly pending?: readonly PendingListener[];
}

/** What is left of an event that was delivered before its turn came. */
export interface DoneData {
  readonly id: string;
  readonly done: true;
}

/** A dead letter as a record holds it. */
export interface DeadLetterData extends StoredBody, Omit<DeadLetter, 'raw' | 'command' | 'listener'> {
  readonly command?: string;
  readonly listener?: string;
  /** Whose turn it takes when it is sent again. */
  readonly orderingKey?: string;
}

/** What the records of an inbox hold. */
export type RecordData = EventData | DoneData | DeadLetterData;

/** Something to be stored. */
export interface NewRecord {
  /** Storing a record whose id is in its queue already changes nothing. */
  readonly id: string;
  /** What a dashboard calls it. */
  readonly name: string;
  readonly data: RecordData;
  /** In unix milliseconds. */
  readonly timestamp: number;
  /** While a key is remembered, no other record with it is stored in the same queue. */
  readonly unique?: { readonly key: string; readonly milliseconds: number };
}

/** Whether it is an event that is to be delivered. */
export const isEvent = (data: RecordData): data is EventData =>
  !isDeadLetter(data) && ('body' in data || 'base64' in data);

/** Whether it is a dead letter. */
export const isDeadLetter = (data: RecordData): data is DeadLetterData => 'diedAt' in data;

/** Its ordering key, if it has one. */
export const orderingKeyOf = (data: RecordData): string | undefined =>
  'orderingKey' in data ? data.orderingKey : undefined;

const toBody = (raw: Buffer): StoredBody =>
  isUtf8(raw) && !raw.includes(0) ? { body: raw.toString() } : { base64: raw.toString('base64') };

const fromBody = ({ body, base64 }: StoredBody): Buffer =>
  base64 === undefined ? Buffer.from(body ?? '') : Buffer.from(base64, 'base64');

/** What a dashboard shows: the command without the parts that all of them have, and the ordering key. */
export const recordName = (command: string | undefined, orderingKey?: string): string => {
  const short = (command ?? 'unknown').replace(/^callback/, '').replace(/Command$/, '') || 'unknown';
  return orderingKey === undefined ? short : `${short} ${orderingKey}`;
};

/** The partition of an event: that of its ordering key, or any when it may be delivered in any order. */
export const partitionOf = (
  { orderingKey, idempotencyKey, id }: Pick<AcceptedEvent, 'orderingKey' | 'idempotencyKey' | 'id'>,
  partitions: number,
): number => crc32(orderingKey ?? idempotencyKey ?? id) % partitions;

/** Bytes of UTF-8 up to which a key is left for operators to read. */
const READABLE = 200;

/**
 * A key of any length as one that every store can have: PostgreSQL has the keys of duplicates in an index, whose
 * entries are at most 2704 bytes, and OpenIM registers any number of users with one callback.
 */
export const shortKey = (key: string): string =>
  Buffer.byteLength(key) <= READABLE ? key : `sha256:${createHash('sha256').update(key).digest('hex')}`;

/** How long keys are remembered, in milliseconds. */
export interface Windows {
  /** 0 when repeated events are not suppressed. */
  readonly duplicateWindow: number;
  readonly confirmWindow: number;
}

/**
 * A record of an event. Its id is the event's, so that storing it again after an answer that never came changes
 * nothing; should it be delivered by then, its key is still known.
 */
export function eventRecord(event: AcceptedEvent, windows: Windows): NewRecord {
  const { id, command, orderingKey, idempotencyKey, receivedAt } = event;
  const unique =
    idempotencyKey === undefined || windows.duplicateWindow === 0
      ? { key: id, milliseconds: windows.confirmWindow }
      : { key: shortKey(idempotencyKey), milliseconds: windows.duplicateWindow };
  return storable({
    id,
    name: recordName(command, orderingKey),
    data: toEventData(event, undefined),
    timestamp: receivedAt,
    unique,
  });
}

/** A record that delivers the event of a dead letter again. Of several for one dead letter the first is stored. */
export const redriveRecord = (data: EventData, letter: string, window: number): NewRecord => ({
  id: randomUUID(),
  name: recordName(data.command, data.orderingKey),
  data,
  timestamp: data.receivedAt,
  unique: { key: `redrive-${letter}`, milliseconds: window },
});

/** An event and what is left to do of it, as a record holds it. */
export const toEventData = (
  event: StoredEvent,
  pending: readonly PendingListener[] | undefined,
): EventData => ({
  id: event.id,
  command: event.command,
  operationID: event.operationID,
  ...(event.orderingKey === undefined ? {} : { orderingKey: event.orderingKey }),
  receivedAt: event.receivedAt,
  query: event.query,
  ...toBody(event.raw),
  ...(event.trace === undefined ? {} : { trace: event.trace }),
  ...(event.recipients === undefined ? {} : { recipients: event.recipients }),
  ...(pending === undefined ? {} : { pending }),
});

/** The event in a record. */
export const fromEventData = (data: EventData): StoredEvent => ({
  id: data.id,
  command: data.command,
  operationID: data.operationID,
  orderingKey: data.orderingKey,
  receivedAt: data.receivedAt,
  query: data.query,
  raw: fromBody(data),
  ...(data.trace === undefined ? {} : { trace: data.trace }),
  ...(data.recipients === undefined ? {} : { recipients: data.recipients }),
});

/** What is told of a record's event while it waits. */
export const toWaitingEvent = (data: EventData): WaitingEvent => ({
  id: data.id,
  command: data.command,
  receivedAt: data.receivedAt,
  orderingKey: data.orderingKey,
  pending: data.pending ?? data.recipients?.map(untried),
});

/** A record of a dead letter; nobody works on its queue, it waits for an operator. */
export function deadLetterRecord(letter: DeadLetter, orderingKey: string | undefined): NewRecord {
  const { raw, command, listener, ...rest } = letter;
  return storable({
    id: letter.id,
    name: `${recordName(command)}${listener === undefined ? '' : ` ${listener}`}`,
    data: {
      ...rest,
      ...(command === undefined ? {} : { command }),
      ...(listener === undefined ? {} : { listener }),
      ...(orderingKey === undefined ? {} : { orderingKey }),
      ...toBody(raw),
    },
    timestamp: letter.diedAt,
  });
}

/** The dead letter in a record. */
export function fromDeadLetterData({ body, base64, orderingKey: _, ...rest }: DeadLetterData): DeadLetter {
  const raw = fromBody({
    ...(body === undefined ? {} : { body }),
    ...(base64 === undefined ? {} : { base64 }),
  });
  return { ...rest, command: rest.command, listener: rest.listener, raw };
}
