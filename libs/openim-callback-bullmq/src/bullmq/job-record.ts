import type { Job } from 'bullmq';
import type { StoredRecord } from '../store/queue-store.js';
import type { RecordData } from '../store/records.js';

/**
 * A job of BullMQ as the inbox sees it.
 *
 * @param put puts other data in its place
 */
export const recordOf = (
  id: string,
  data: RecordData,
  put: (data: RecordData) => Promise<void>,
): StoredRecord => ({
  id,
  data,
  async update(other) {
    try {
      await put(other);
    } catch (error) {
      if (codeOf(error) !== NO_SUCH_JOB) throw error;
    }
  },
});

/** The same of a job that was read as such. */
export const recordOfJob = (job: Job<RecordData>): StoredRecord =>
  recordOf(job.id ?? '', job.data, (data) => job.updateData(data));

/** BullMQ's code for a job that is not there. */
const NO_SUCH_JOB = -1;

/** The code that BullMQ gives an error. */
export const codeOf = (error: unknown): unknown => (Object(error) as { code?: unknown }).code;
