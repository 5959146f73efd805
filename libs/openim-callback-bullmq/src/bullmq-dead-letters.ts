import type { Job, Queue } from 'bullmq';
import {
  type DeadLetter,
  type DeadLetterFilter,
  type DeadLetters,
  matchesFilter,
  untried,
} from 'nestjs-openim-callback/inbox';
import { fromDeadLetterJob, type DeadLetterJob } from './dead-letter-job.js';
import { partitionOf, redriveJob, toEventJob, type Windows } from './event-job.js';
import type { InboxQueues } from './inbox-queues.js';
import type { InboxJob } from './queue-engine.js';

/** Dead letters read at a time. */
const PAGE = 200;

interface Found {
  readonly queue: Queue<InboxJob>;
  readonly job: DeadLetterJob;
  readonly letter: DeadLetter;
}

/** The engine that has the dead letters. */
export interface DeadLettersEngine {
  /** Rejects while it is away. */
  queues(): Promise<InboxQueues>;
  /** Why something has failed. */
  explain(error: unknown): unknown;
}

/** The dead letters in two queues on which nobody works. What is redriven is delivered by any replica. */
export class BullmqDeadLetters implements DeadLetters {
  constructor(
    private readonly engine: DeadLettersEngine,
    private readonly settings: Windows & { readonly partitions: number },
  ) {}

  async list(filter: DeadLetterFilter = {}, limit = 100): Promise<DeadLetter[]> {
    const found = await this.find(filter, limit);
    return found.slice(0, limit).map(({ letter }) => letter);
  }

  async redrive(filter: DeadLetterFilter = {}): Promise<number> {
    const { partitions, duplicateWindow } = this.settings;
    let redriven = 0;
    for (const { queue, job, letter } of await this.find(filter, Infinity)) {
      const event = {
        ...letter,
        id: letter.eventID,
        command: letter.command ?? '',
        orderingKey: job.orderingKey,
        idempotencyKey: undefined,
      };
      const pending = letter.listener === undefined ? undefined : [untried(letter.listener)];
      const again = redriveJob(toEventJob(event, pending), letter.id, duplicateWindow);
      const entrance = (await this.engine.queues()).entranceOf(partitionOf(event, partitions));
      // Added first: whoever dies in between leaves both, and the deduplication key knows the event the next time.
      const { id } = await entrance.add(again.name, again.data, again.opts);
      await queue.remove(letter.id);
      if (id === again.opts.jobId) redriven++;
    }
    return redriven;
  }

  async purge(filter: DeadLetterFilter = {}): Promise<number> {
    let purged = 0;
    for (const { queue, letter } of await this.find(filter, Infinity))
      purged += await queue.remove(letter.id);
    return purged;
  }

  private async find(filter: DeadLetterFilter, limit: number): Promise<Found[]> {
    try {
      return await this.look(filter, limit);
    } catch (error) {
      throw this.engine.explain(error);
    }
  }

  private async look(filter: DeadLetterFilter, limit: number): Promise<Found[]> {
    const queues = await this.engine.queues();
    const { undelivered, unusable } = queues;
    const wanted = [
      ...(filter.kind === 'unusable' ? [] : [undelivered]),
      ...(filter.kind === 'undelivered' ? [] : [unusable]),
    ];
    const found = await Promise.all(wanted.map((queue) => findIn(queues, queue, filter, limit)));
    return found.flat().toSorted((one, other) => one.letter.diedAt - other.letter.diedAt);
  }
}

async function findIn(
  queues: InboxQueues,
  queue: Queue<InboxJob>,
  filter: DeadLetterFilter,
  limit: number,
): Promise<Found[]> {
  const found: Found[] = [];
  for await (const page of pagesOf(queues, queue)) {
    for (const { data } of page) {
      if (!isLetter(data)) continue;
      const letter = fromDeadLetterJob(data);
      if (matchesFilter(letter, filter)) found.push({ queue, job: data, letter });
    }
    if (found.length >= limit) break;
  }
  return found;
}

async function* pagesOf(
  queues: InboxQueues,
  queue: Queue<InboxJob>,
): AsyncGenerator<readonly Job<InboxJob>[]> {
  for (let start = 0; ; start += PAGE) {
    const page = await queues.listWaiting(queue, start, start + PAGE - 1);
    if (page.length === 0) return;
    yield page;
  }
}

const isLetter = (data: InboxJob): data is DeadLetterJob => 'diedAt' in data;
