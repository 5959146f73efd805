import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { withChild } from '../lib/child.js';
import { ratios, summarize } from '../lib/stats.js';
import { spread, table } from '../lib/table.js';
import { withPostgres } from '../distributed/servers.js';
import { databases } from './databases.js';

/** @import { BenchContext, Part } from '../lib/context.js' */

/** @typedef {Record<string, Record<number, number[]>>} RowSamples rows a second, by scenario and size of the batches */

/** Events of a batch; 1 is a listener without the option. */
const SIZES = [1, 10, 100];

/** Those of one conversation are inserted one after the other without batches. */
const CONVERSATIONS = [1, 1000];

/** Events in the inbox when a listener begins. */
const EVENTS = 100_000;

const WORKER = new URL('worker.js', import.meta.url);

const scenarios = databases.flatMap((database) =>
  CONVERSATIONS.map((conversations) => ({
    name: `${database}, ${conversations} conversation${conversations === 1 ? '' : 's'}`,
    database,
    conversations,
  })),
);

/** Rows a second of a listener that inserts into a database. @type {Part<RowSamples>} */
export const batches = {
  async measure(context) {
    /** @type {RowSamples} */
    const samples = {};
    await context.data.with(async (folder) => {
      context.progress('batches: filling the inboxes');
      for (const conversations of CONVERSATIONS) {
        const filled = join(folder, String(conversations));
        mkdirSync(filled);
        await withChild(WORKER, {}, (child) =>
          child.ask('fill', { folder: filled, events: EVENTS, conversations }),
        );
      }
      await context.data.with((own) =>
        withPostgres(own, ({ url }) => measureAll(context, folder, url, samples)),
      );
    });
    return samples;
  },
  extent: ({ rounds, seconds }) => `${rounds} rounds of ${seconds} s, after half of that`,
  markdown: (samples) =>
    table(
      ['rows a second', ...SIZES.map((size) => `batches of ${size}`), '100 against 1'],
      scenarios.map(({ name }) => {
        const of = (/** @type {number} */ size) => samples[name]?.[size] ?? [];
        return [name, ...SIZES.map((size) => spread(summarize(of(size)))), spread(ratios(of(100), of(1)))];
      }),
    ),
};

/**
 * @param {BenchContext} context
 * @param {string} filled the folder of the inboxes that samples begin with
 * @param {string} url
 * @param {RowSamples} samples
 */
async function measureAll({ data, rounds, seconds, progress }, filled, url, samples) {
  for (let round = 1; round <= rounds; round++) {
    for (const { name, database, conversations } of scenarios) {
      for (const size of SIZES) {
        progress(`batches: round ${round}/${rounds}, ${name}, ${size}`);
        const perSecond = await data.with((folder) => {
          copyFileSync(join(filled, String(conversations), 'inbox.db'), join(folder, 'inbox.db'));
          const task = { database, folder, url, size, events: EVENTS, seconds };
          return withChild(WORKER, {}, (child) => child.ask('run', task));
        });
        ((samples[name] ??= {})[size] ??= []).push(perSecond);
      }
    }
  }
}
