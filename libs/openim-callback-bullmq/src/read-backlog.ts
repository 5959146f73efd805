import type { Queue } from 'bullmq';
import type { InboxQueues } from './inbox-queues.js';
import type { InboxJob } from './queue-engine.js';

/** What waits in the queues. */
export interface Backlog {
  readonly pending: number;
  /** When the oldest event was received, in unix milliseconds; undefined when there is none. */
  readonly oldest: number | undefined;
  readonly deadLetters: number;
}

/** Counts what waits in the queues. */
export async function readBacklog(queues: InboxQueues): Promise<Backlog> {
  const { views, undelivered, unusable } = queues;
  const [partitions, letters] = await Promise.all([
    Promise.all(views.map((queue) => readPartition(queues, queue))),
    Promise.all([undelivered, unusable].map((queue) => queues.countWaiting(queue))),
  ]);
  const oldest = partitions.flatMap((partition) => partition.oldest ?? []);
  return {
    pending: partitions.reduce((sum, { pending }) => sum + pending, 0),
    oldest: oldest.length === 0 ? undefined : Math.min(...oldest),
    deadLetters: letters.reduce((sum, count) => sum + count, 0),
  };
}

async function readPartition(
  queues: InboxQueues,
  queue: Queue<InboxJob>,
): Promise<Pick<Backlog, 'pending' | 'oldest'>> {
  const pending = await queue.getJobCountByTypes('active', 'waiting', 'delayed', 'prioritized');
  if (pending === 0) return { pending, oldest: undefined };
  const first = await Promise.all([queue.getJobs(['active'], 0, 0, true), queues.listWaiting(queue, 0, 0)]);
  const received = first.flat().map(({ timestamp }) => timestamp);
  return { pending, oldest: received.length === 0 ? undefined : Math.min(...received) };
}
