import type { DeadLetter } from 'nestjs-openim-callback/inbox';
import { fromBody, jobName, toBody, type JobBody, type NewJob } from './event-job.js';
import { storable } from './storable.js';

/** A dead letter as a job holds it. */
export interface DeadLetterJob extends JobBody, Omit<DeadLetter, 'raw' | 'command' | 'listener'> {
  readonly command?: string;
  readonly listener?: string;
  /** Whose turn it takes when it is sent again. */
  readonly orderingKey?: string;
}

/** A job of a dead letter; nobody works on its queue, it waits for an operator. */
export function deadLetterJob(letter: DeadLetter, orderingKey: string | undefined): NewJob<DeadLetterJob> {
  const { raw, command, listener, ...rest } = letter;
  return storable({
    name: `${jobName(command)}${listener === undefined ? '' : ` ${listener}`}`,
    data: {
      ...rest,
      ...(command === undefined ? {} : { command }),
      ...(listener === undefined ? {} : { listener }),
      ...(orderingKey === undefined ? {} : { orderingKey }),
      ...toBody(raw),
    },
    opts: { jobId: letter.id, timestamp: letter.diedAt },
  });
}

/** The dead letter in a job. */
export function fromDeadLetterJob({ body, base64, orderingKey: _, ...rest }: DeadLetterJob): DeadLetter {
  const raw = fromBody({
    ...(body === undefined ? {} : { body }),
    ...(base64 === undefined ? {} : { base64 }),
  });
  return { ...rest, command: rest.command, listener: rest.listener, raw };
}
