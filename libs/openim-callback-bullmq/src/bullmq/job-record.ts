import type { Job } from 'bullmq';
import type { StoredRecord } from '../store/queue-store.js';
import type { RecordData } from '../store/records.js';

/** A job of BullMQ as the inbox sees it. */
export const recordOf = (job: Job<RecordData>): StoredRecord => {
  const { id = '', data } = job;
  return {
    id,
    data,
    async update(other) {
      try {
        await job.updateData(other);
      } catch (error) {
        if (codeOf(error) !== NO_SUCH_JOB) throw error;
      }
    },
  };
};

/** BullMQ's code for a job that is not there. */
const NO_SUCH_JOB = -1;

/** The code that BullMQ gives an error. */
export const codeOf = (error: unknown): unknown => (Object(error) as { code?: unknown }).code;
