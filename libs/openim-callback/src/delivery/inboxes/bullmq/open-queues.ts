import { setTimeout as sleep } from 'node:timers/promises';
import type { BullmqInboxSettings } from './bullmq-inbox.options.js';
import { InboxQueues } from './inbox-queues.js';
import type { QueueEngine } from './queue-engine.js';

/** Milliseconds until an engine that is away is looked for again. */
const LOOK_AGAIN = 500;

/**
 * Makes the queues of an inbox once the engine is there, however long that takes.
 *
 * @throws {Error} when the inbox was closed before
 */
export async function openQueues(
  engine: QueueEngine,
  { name, partitions, timeout }: BullmqInboxSettings,
  isClosed: () => boolean,
): Promise<InboxQueues> {
  while (!isClosed()) {
    await engine.prepare();
    const queues = new InboxQueues({ engine, name, partitions, timeout });
    try {
      await queues.prepare();
      return queues;
    } catch {
      // What needs the engine meanwhile tells what is wrong.
      await queues.close();
      await sleep(LOOK_AGAIN);
    }
  }
  throw new Error('the inbox is closed');
}
