import type { Job } from 'bullmq';
import type { RecordData } from '../store/records.js';
import type { InboxQueue } from './bullmq-driver.js';

/**
 * Stores jobs of several queues in one transaction: a round trip and a sync of the disk for all of them, where adding
 * to each queue would take one for each. BullMQ's FlowProducer does the same, but does not tell of a job that the
 * server refused.
 *
 * @param through any queue; its connection is used
 * @returns for each whether it was stored; false for one that repeats another
 * @throws what the server says to the first job that it did not store
 */
export async function addTogether(
  through: InboxQueue,
  jobs: readonly Job<RecordData>[],
): Promise<readonly boolean[]> {
  const results = await stored(through, jobs);
  return results.map(([error, id], index) => {
    if (error) throw error;
    if (typeof id === 'number') throw new Error(`BullMQ refuses a job with code ${id}`);
    return id === jobs[index]?.id;
  });
}

async function stored(
  through: InboxQueue,
  jobs: readonly Job<RecordData>[],
): Promise<readonly [Error | null, string | number][]> {
  try {
    return await through.getBackend().addFlow(jobs.map((job) => job.toFlowEntry()));
  } catch (error) {
    throw reasonOf(error);
  }
}

/** Redis says of a transaction only that it was discarded; ioredis keeps what it said before, such as "OOM". */
function reasonOf(error: unknown): unknown {
  const hasReasons = error instanceof Error && 'previousErrors' in error;
  if (!hasReasons || !Array.isArray(error.previousErrors)) return error;
  const reasons: readonly unknown[] = error.previousErrors;
  return reasons.find((reason) => reason instanceof Error) ?? error;
}
