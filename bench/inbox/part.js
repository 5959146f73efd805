import { measureAppends } from './measure.js';
import { appendAims, appendTable } from './report.js';
import { slowSyncPart } from './slow-sync/part.js';

/** @import { BenchContext, PartResult } from '../lib/context.js' */

const LIMIT = 'append + fdatasync';

/**
 * What storing before answering costs.
 *
 * @param {BenchContext} context
 * @returns {Promise<PartResult>}
 */
export async function inboxPart(context) {
  const appends = await measureAppends(context, {
    contenders: ['memory', 'sqlite', 'sqlite, nothing delivered', LIMIT],
    producers: [1, 2, 16, 64],
    rounds: context.rounds,
  });
  const slowSync = await slowSyncPart(context);
  const markdown = [
    '## Store before answer',
    'Each producer appends the next event, a read callback of 136 bytes, when the last was acknowledged. A ' +
      'listener returns at once, so that events are deleted again by the same inbox at the same time; the limit ' +
      'only appends and syncs. Median of the rounds (lowest-highest); ratios are taken within each round.',
    appendTable(appends, LIMIT),
    appendAims(appends, LIMIT),
    '### Where syncs are slow',
    slowSync.markdown,
  ].join('\n\n');
  return { markdown, json: { appends, slowSync: slowSync.json } };
}
