import { randomUUID } from 'node:crypto';
import { deadLetterJob } from './dead-letter-job.js';
import { fromEventJob } from './event-job.js';
import type { Addressed } from './inbox-queues.js';

/** What is wrong with the data and not with PostgreSQL, by SQLSTATE: data exceptions and exceeded limits. */
const OF_THE_DATA = /^(22|54)\w{3}$/;

/** Whether an engine that is well will never store something: trying again would hold up all that comes after it. */
export const isRefusal = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  typeof error.code === 'string' &&
  OF_THE_DATA.test(error.code);

/**
 * What is stored instead of an event that the engine refuses: a dead letter, which an operator can look at and send
 * again; undefined for what is one itself.
 */
export function insteadOf({ job: { data } }: Addressed, reason: string): Addressed | undefined {
  if ('diedAt' in data || 'done' in data) return undefined;
  const { orderingKey, ...event } = fromEventJob(data);
  const letter = {
    ...event,
    id: randomUUID(),
    kind: 'undelivered',
    listener: undefined,
    reason,
    attempts: 0,
    eventID: event.id,
    diedAt: Date.now(),
    headers: {},
  } as const;
  return { to: 'undelivered', job: deadLetterJob(letter, orderingKey) };
}
