import { ratios, summarize } from '../lib/stats.js';
import { spread, table } from '../lib/table.js';
import { DURABLE, IDIOMATIC, LIMIT, OURS } from '../rungs/rungs.js';
import { titleOf } from './plan.js';
import { figuresOf, ratioOf } from './report.js';

/** @import { LadderSamples } from './measure.js' */
/** @import { RungSample } from './measure.js' */

/** @typedef {{ what: string, aim: string, measured: import('../lib/stats.js').Summary }} Aim */

/**
 * The ratios the project aims at, beside what was measured. It reports; it does not judge a machine.
 *
 * @param {LadderSamples} samples
 */
export const aims = (samples) =>
  table(
    ['', 'aim', 'measured'],
    aimsOf(samples).map(({ what, aim, measured }) => [what, aim, spread(measured)]),
  );

/**
 * @param {LadderSamples} samples
 * @returns {Aim[]}
 */
function aimsOf(samples) {
  /**
   * @param {string} scenario
   * @param {number} connections
   * @param {string} rung
   * @param {string} reference
   * @param {keyof RungSample} [name]
   */
  const ratio = (scenario, connections, rung, reference, name) =>
    ratioOf(samples, scenario, connections, rung, reference, name);
  /**
   * @param {string} scenario
   * @param {string} rung
   * @param {number} connections
   * @param {keyof RungSample} name
   */
  const figures = (scenario, rung, connections, name) =>
    figuresOf(samples.rungs[scenario] ?? {}, rung, connections, name);
  const inSyncs = (/** @type {string} */ scenario, /** @type {string} */ rung) =>
    ratios(
      figures(scenario, rung, 2, 'p50'),
      samples.syncs.map(({ p50 }) => p50),
    );
  const listeners = (/** @type {number} */ count) => titleOf({ rung: '', listeners: count });
  const platforms = /** @type {const} */ (['Express', 'Fastify']);
  return [
    ...platforms.flatMap((platform) => [
      {
        what: `direct mount, ${platform}, 64 connections, of ${LIMIT}`,
        aim: '≥ 0.8',
        measured: ratio('read', 64, OURS.direct[platform], LIMIT),
      },
      {
        what: `direct mount, ${platform}, 2 connections, of ${LIMIT}`,
        aim: '≥ 0.9',
        measured: ratio('read', 2, OURS.direct[platform], LIMIT),
      },
      {
        what: `direct mount, ${platform}, p99 at 64 connections, of ${LIMIT}`,
        aim: '≤ 2',
        measured: ratio('read', 64, OURS.direct[platform], LIMIT, 'p99'),
      },
      {
        what: `controller mount, 64 connections, of ${IDIOMATIC[platform]}`,
        aim: platform === 'Express' ? '≥ 3' : '≥ 1.7',
        measured: ratio('read', 64, OURS.controller[platform], IDIOMATIC[platform]),
      },
      {
        what: `before callback that is refused, ${platform}, 64 connections, of ${LIMIT}`,
        aim: '≥ 0.75',
        measured: ratio('refusal', 64, OURS.direct[platform], LIMIT),
      },
      {
        what: `1 MB, ${platform}, of ${LIMIT}`,
        aim: '≥ 0.9',
        measured: ratio('megabyte', 2, OURS.direct[platform], LIMIT),
      },
    ]),
    {
      what: `direct mount, Express, 64 connections, of ${IDIOMATIC.Express}`,
      aim: '≥ 7',
      measured: ratio('read', 64, OURS.direct.Express, IDIOMATIC.Express),
    },
    ...platforms.flatMap((platform) => [
      {
        what: `durable inbox, ${platform}, 64 connections, of the memory inbox`,
        aim: '≥ 0.6',
        measured: ratio('read', 64, DURABLE.direct[platform], OURS.direct[platform]),
      },
      {
        what: `durable inbox, ${platform}, p50 at 2 connections, of one append + fdatasync`,
        aim: '≤ 2',
        measured: inSyncs('read', DURABLE.direct[platform]),
      },
      {
        what: `durable inbox, ${platform}, events per transaction at 2 connections`,
        aim: '≥ 1.8',
        measured: summarize(figures('read', DURABLE.direct[platform], 2, 'eventsPerTransaction')),
      },
      {
        what: `durable inbox, ${platform}, CPU µs of a callback at 64 connections`,
        aim: '≤ 28',
        measured: summarize(figures('read', DURABLE.direct[platform], 64, 'cpuMicroseconds')),
      },
    ]),
    {
      what: 'durable inbox, Express, nothing pinned, p50 at 2 connections, of one append + fdatasync',
      aim: '≤ 2',
      measured: inSyncs('unpinned', DURABLE.direct.Express),
    },
    {
      what: 'durable inbox, controller mount, Express, 64 connections, of the memory inbox',
      aim: '≥ 0.6',
      measured: ratio('read', 64, DURABLE.controller.Express, OURS.controller.Express),
    },
    {
      what: '1,000 listeners, callbacks a second, of one',
      aim: '1',
      measured: ratio('listeners', 64, listeners(1000), listeners(1)),
    },
    {
      what: '1,000 listeners, CPU of a callback, of one',
      aim: '1',
      measured: ratio('listeners', 64, listeners(1000), listeners(1), 'cpuMicroseconds'),
    },
  ];
}
