import { setTimeout as sleep } from 'node:timers/promises';
import type { BullmqInboxSettings } from './bullmq-inbox.options.js';
import { InboxQueues } from './inbox-queues.js';
import type { QueueEngine } from './queue-engine.js';

/** Milliseconds until an engine that is away is looked for again. */
const LOOK_AGAIN = 500;

/** What opening needs to know, and tells. */
export interface Opening {
  readonly isClosed: () => boolean;
  /** Told why the engine cannot be used, at each attempt. */
  readonly onFailed: (error: unknown) => void;
}

/**
 * Makes the queues of an inbox once the engine is there, however long that takes.
 *
 * @throws {Error} when the inbox was closed before
 */
export async function openQueues(
  engine: QueueEngine,
  { name, partitions, timeout }: BullmqInboxSettings,
  { isClosed, onFailed }: Opening,
): Promise<InboxQueues> {
  while (!isClosed()) {
    let queues: InboxQueues | undefined;
    try {
      await engine.prepare();
      queues = new InboxQueues({ engine, name, partitions, timeout });
      await queues.prepare();
      return queues;
    } catch (error) {
      onFailed(error);
      await queues?.close();
      await sleep(LOOK_AGAIN);
    }
  }
  throw new Error('the inbox is closed');
}
