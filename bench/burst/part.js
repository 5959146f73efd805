import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { withChild } from '../lib/child.js';
import { summarize } from '../lib/stats.js';
import { withSlowDisk } from '../lib/slow-disk.js';
import { transactionsIn } from '../lib/transactions.js';
import { figure, spread, table } from '../lib/table.js';
import { DURABLE, receivers } from './receivers.js';

/** @import { BenchContext, Extent, Part } from '../lib/context.js' */
/** @import { Environment } from '../lib/slow-disk.js' */
/** @import { BurstReport } from './sender.js' */

/**
 * @typedef {object} ReceiverReport
 * @property {number} lost
 * @property {number} workedAfter seconds
 * @property {number} serverBusy part of one core's time that the receiver took while it was sent to
 * @property {number} eventsPerTransaction meanwhile; NaN where there are none
 *
 * @typedef {BurstReport & ReceiverReport} BurstSample
 */
/** @typedef {Record<string, BurstSample[]>} ReceiverSamples by receiver, one per round */
/** @typedef {Record<string, ReceiverSamples>} BurstSamples by kind of burst */

const EVENTS = 10_000;
const BURSTS = [
  { title: 'all at the same moment', over: 0 },
  { title: 'within 10 seconds', over: 10 },
];

/** Milliseconds of a sync: a good disk of one's own, one of a cloud, one on the network. */
const SYNCS = [0.2, 1, 5];
const slowly = (/** @type {number} */ sync) => `all at the same moment, a sync takes ${sync} ms`;

/** Sent before, so that the code is compiled; OpenIM's receiver runs for weeks. */
const WARM_UP = 2000;
const WARM_UP_SECONDS = 2;

/** Bursts take long and vary little. */
const MOST_ROUNDS = 2;

const roundsOf = (/** @type {Extent} */ asked) => Math.min(MOST_ROUNDS, asked.rounds);

/** What a burst of after callbacks does to OpenIM's users, by who receives it. @type {Part<BurstSamples>} */
export const burst = {
  async measure(context) {
    /** @type {BurstSamples} */
    const samples = {};
    const rounds = roundsOf(context);
    for (let round = 1; round <= rounds; round++) {
      const measure = async (
        /** @type {string} */ title,
        /** @type {string} */ receiver,
        /** @type {number} */ over,
        /** @type {Environment} */ env = {},
      ) => {
        context.progress(`burst: round ${round}/${rounds}, ${title}, ${receiver}`);
        const sample = await measureBurst(context, { receiver, over, env });
        ((samples[title] ??= {})[receiver] ??= []).push(sample);
      };
      for (const { title, over } of BURSTS) {
        for (const receiver of Object.keys(receivers)) await measure(title, receiver, over);
      }
      await withSlowDisk(async (slowDisk) => {
        for (const sync of SYNCS) {
          for (const receiver of DURABLE) await measure(slowly(sync), receiver, 0, slowDisk(sync));
        }
      });
    }
    return samples;
  },

  extent: (asked) => `${roundsOf(asked)} rounds`,

  markdown: (samples) =>
    [
      `Bursts of ${EVENTS.toLocaleString('en-US')} events from one OpenIM process. ` +
        'The sender is the model of OpenIM: 2 workers, 100 slots, a push that waits up to 3 s for a slot holds up the ' +
        "user's request, then the event is dropped. Each event takes 20 ms of asynchronous work. Lost are events " +
        'whose work was never done. What is lost with the receiver that does nothing is lost by the pace of the ' +
        'sender itself; no receiver can do better. Where a sync takes a time, it takes at least that, made slow with gcc: ' +
        'two workers that each wait for one can then send 2 events in it, and in the 3 s at most 6,000 where it ' +
        'takes 1 ms.',
      ...Object.entries(samples).flatMap(([title, byReceiver]) => [`#### ${title}`, burstTable(byReceiver)]),
    ].join('\n\n'),
};

/**
 * @param {BenchContext} context
 * @param {{ receiver: string, over: number, env: Environment }} task `over`: seconds the burst arrives in
 * @returns {Promise<BurstSample>}
 */
function measureBurst({ data, cpus }, { receiver, over, env }) {
  return data.with((folder) =>
    withChild(new URL('server.js', import.meta.url), { cpus: cpus.server, env }, (server) =>
      withChild(new URL('sender.js', import.meta.url), { cpus: cpus.load }, async (sender) => {
        const port = await server.ask('start', { receiver, folder });
        const worked = () => server.ask('worked');
        await sender.ask('burst', { port, first: EVENTS, events: WARM_UP, over: WARM_UP_SECONDS });
        const before = await settled(worked, WARM_UP);
        const transactionsBefore = transactionsIn(folder);
        await server.ask('watch');
        const start = performance.now();
        const report = await sender.ask('burst', { port, first: 0, events: EVENTS, over });
        const serverBusy = await server.ask('busy');
        const transactions = transactionsIn(folder) - transactionsBefore;
        const answered = EVENTS - report.dropped - report.failed;
        const after = await settled(worked, answered + before);
        const workedAfter = (performance.now() - start) / 1000;
        return {
          ...report,
          lost: EVENTS - (after - before),
          workedAfter,
          serverBusy,
          eventsPerTransaction: answered / transactions,
        };
      }),
    ),
  );
}

/**
 * Waits until the wanted number is reached, or for as long as it grows.
 *
 * @param {() => Promise<number>} count
 * @param {number} [wanted]
 */
async function settled(count, wanted = Number.POSITIVE_INFINITY) {
  let last = await count();
  for (let still = 0; last < wanted && still < 10;) {
    await sleep(100);
    const now = await count();
    still = now === last ? still + 1 : 0;
    last = now;
  }
  return last;
}

/** @param {ReceiverSamples} samples */
function burstTable(samples) {
  const rows = Object.entries(samples).map(([receiver, rounds]) => {
    const of = (/** @type {keyof BurstSample} */ name) => spread(summarize(rounds.map((each) => each[name])));
    const median = (/** @type {keyof BurstSample} */ name) =>
      summarize(rounds.map((each) => each[name] ?? Number.NaN)).median;
    const percent = (/** @type {keyof BurstSample} */ name) => figure(Math.round(100 * median(name)));
    return [
      receiver,
      of('lost'),
      of('heldSeconds'),
      of('heldP50'),
      of('heldP99'),
      of('heldMax'),
      of('seconds'),
      of('workedAfter'),
      percent('busy'),
      percent('serverBusy'),
      figure(median('eventsPerTransaction')),
    ];
  });
  return table(
    [
      'receiver',
      'events lost',
      'users held up, s in all',
      'p50 ms',
      'p99 ms',
      'max ms',
      'sent after s',
      'worked off after s',
      'sender, % of its core',
      'receiver, % of its core',
      'events per transaction',
    ],
    rows,
  );
}
