import type { BullmqInboxSettings } from './bullmq-inbox.options.js';
import { queueName } from './queue-names.js';

/** Tells whether an engine has a queue, without making it. */
export type QueueProbe = (queue: string) => Promise<boolean>;

/**
 * Makes sure that an inbox is there: a queue would be made by the mere look at it.
 *
 * @param guessed whether nobody has said how many partitions there are
 * @throws {Error} when there is none, or one with another number of partitions
 */
export async function requireInbox(
  { name, partitions }: Pick<BullmqInboxSettings, 'name' | 'partitions'>,
  guessed: boolean,
  has: QueueProbe,
): Promise<void> {
  if (!(await has(queueName(name, partitions - 1))))
    throw new Error(`there is no inbox ${name} with ${partitions} partitions`);
  if (guessed && (await has(queueName(name, partitions))))
    throw new Error(`the inbox ${name} has more than ${partitions} partitions: say how many`);
}
