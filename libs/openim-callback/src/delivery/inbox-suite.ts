import { batchCases, durableBatchCases } from './inbox-suite/batch-cases.js';
import { batchCrashCases, batchRetryCases } from './inbox-suite/batch-retry-cases.js';
import { deadLetterCases } from './inbox-suite/dead-letter-cases.js';
import { deliveryCases } from './inbox-suite/delivery-cases.js';
import { crashCases, durableCases } from './inbox-suite/durable-cases.js';
import { lifeCases } from './inbox-suite/life-cases.js';
import { retryCases } from './inbox-suite/retry-cases.js';
import type { InboxCase, InboxSuiteOptions } from './inbox-suite/suite-bench.js';

export { type InboxCase, type InboxSuiteOptions } from './inbox-suite/suite-bench.js';

/**
 * What every implementation of `Inbox` must do, as test cases for any test runner.
 *
 * @example
 * ```ts
 * describe('my inbox', () => {
 *   for (const { name, run } of inboxSuite({ create: (concurrency) => new MyInbox({ concurrency }) })) it(name, run);
 * });
 * ```
 */
export const inboxSuite = (options: InboxSuiteOptions): InboxCase[] => [
  ...deliveryCases(options),
  ...retryCases(options),
  ...batchCases(options),
  ...batchRetryCases(options),
  ...deadLetterCases(options),
  ...lifeCases(options),
  ...(options.reopen ? [...durableCases(options), ...durableBatchCases(options)] : []),
  ...(options.crash ? [...crashCases(options), ...batchCrashCases(options)] : []),
];
