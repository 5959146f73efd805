import { ratios, summarize } from '../../lib/stats.js';
import { withSlowDisk } from '../../lib/slow-disk.js';
import { figure, spread, table } from '../../lib/table.js';
import { measureAppends } from '../measure.js';
import { appendTable } from '../report.js';
import { measureApp } from './measure-app.js';

/** @import { BenchContext } from '../../lib/context.js' */
/** @import { AppendSamples } from '../measure.js' */
/** @import { AppSample } from './measure-app.js' */

/** Milliseconds of a sync: a network disk. */
const SYNC = 5;
const CONNECTIONS = 16;
const LIMIT = 'append + fdatasync';
/** Each takes long: three processes and a Nest app. */
const MOST_ROUNDS = 3;
const ALONE = 'no after callbacks';

/** @typedef {{ appends: AppendSamples, apps: Record<string, AppSample[]> }} SlowSyncSamples */

/**
 * The inbox where a sync takes long, and what before callbacks feel of it.
 *
 * @param {BenchContext} context
 * @returns {Promise<SlowSyncSamples | null>} null where there is no gcc
 */
export const measureSlowSync = (context) =>
  withSlowDisk(async (slowDisk) => {
    const env = slowDisk(SYNC);
    const appends = await measureAppends(context, {
      contenders: ['sqlite', LIMIT],
      producers: [2, 64],
      rounds: Math.min(MOST_ROUNDS, context.rounds),
      env,
    });
    return { appends, apps: await measureApps(context, env) };
  });

/** @param {SlowSyncSamples | null} samples */
export function slowSyncMarkdown(samples) {
  if (!samples) return 'Skipped: slow syncs need gcc.';
  const { appends, apps } = samples;
  const syncs = (appends[LIMIT]?.[2] ?? []).map(({ p50 }) => p50);
  return [
    `##### Appends where a sync takes ${SYNC} ms`,
    appendTable(appends, LIMIT),
    `The p50 of the limit, ${figure(summarize(syncs).median)} ms, shows that it does.`,
    `##### A before callback beside ${CONNECTIONS} connections of after callbacks`,
    appTable(apps),
    'Direct mount, one before callback every 2 ms. The loop delay is that of a 1 ms timer: about 1 is free. ' +
      'Memory is sent as many after callbacks a second as SQLite took in the same round.',
  ].join('\n\n');
}

/**
 * @param {BenchContext} context
 * @param {import('../../lib/slow-disk.js').Environment} env
 */
async function measureApps(context, env) {
  /** @type {Record<string, AppSample[]>} */
  const samples = {};
  const connections = CONNECTIONS;
  const rounds = Math.min(MOST_ROUNDS, context.rounds);
  for (let round = 1; round <= rounds; round++) {
    const measure = async (
      /** @type {string} */ name,
      /** @type {import('./measure-app.js').AppTask} */ task,
    ) => {
      context.progress(`before callbacks: round ${round}/${rounds}, ${name}`);
      const sample = await measureApp(context, task);
      (samples[name] ??= []).push(sample);
      return sample;
    };
    await measure(ALONE, { inbox: 'sqlite', connections: 0, env });
    const slow = await measure(`sqlite, sync of ${SYNC} ms`, { inbox: 'sqlite', connections, env });
    await measure(`memory, as many`, { inbox: 'memory', connections, perSecond: slow.perSecond });
    const real = await measure('sqlite, the disk as it is', { inbox: 'sqlite', connections });
    await measure(`memory, as many as that`, { inbox: 'memory', connections, perSecond: real.perSecond });
  }
  return samples;
}

/** @param {Record<string, AppSample[]>} samples */
function appTable(samples) {
  const of = (/** @type {string} */ name, /** @type {keyof AppSample} */ figureName) =>
    (samples[name] ?? []).map((sample) => sample[figureName]);
  const rows = Object.keys(samples).map((name) => [
    name,
    figure(summarize(of(name, 'perSecond')).median),
    spread(summarize(of(name, 'p50'))),
    name === ALONE ? '1' : spread(ratios(of(name, 'p50'), of(ALONE, 'p50'))),
    spread(summarize(of(name, 'p99'))),
    spread(summarize(of(name, 'loopP99'))),
  ]);
  return table(
    ['after callbacks', 'after/s', 'before p50 ms', 'of without', 'before p99 ms', 'loop delay p99 ms'],
    rows,
  );
}
