import { measureAppends } from './measure.js';
import { appendAims, appendTable } from './report.js';
import { measureSlowSync, slowSyncMarkdown } from './slow-sync/part.js';

/** @import { Part } from '../lib/context.js' */
/** @import { AppendSamples } from './measure.js' */
/** @import { SlowSyncSamples } from './slow-sync/part.js' */

const LIMIT = 'append + fdatasync';

/** What storing before answering costs. @type {Part<{ appends: AppendSamples, slowSync: SlowSyncSamples | null }>} */
export const inbox = {
  async measure(context) {
    const appends = await measureAppends(context, {
      contenders: ['memory', 'sqlite', 'sqlite, nothing delivered', LIMIT],
      producers: [1, 2, 16, 64],
      rounds: context.rounds,
    });
    return { appends, slowSync: await measureSlowSync(context) };
  },

  extent: ({ rounds, seconds }) => `${rounds} rounds of ${seconds} s`,

  markdown: ({ appends, slowSync }) =>
    [
      'Each producer appends the next event, a read callback of 136 bytes, when the last was acknowledged. A ' +
        'listener returns at once, so that events are deleted again by the same inbox at the same time; the limit ' +
        'only appends and syncs. Median of the rounds (lowest-highest); ratios are taken within each round.',
      appendTable(appends, LIMIT),
      appendAims(appends, LIMIT),
      '#### Where syncs are slow',
      slowSyncMarkdown(slowSync),
    ].join('\n\n'),
};
