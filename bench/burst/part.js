import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { withChild } from '../lib/child.js';
import { summarize } from '../lib/stats.js';
import { spread, table } from '../lib/table.js';
import { receivers } from './receivers.js';

/** @import { BenchContext, Extent, Part } from '../lib/context.js' */
/** @import { BurstReport } from './sender.js' */

/** @typedef {BurstReport & { lost: number, workedAfter: number }} BurstSample */
/** @typedef {Record<string, Record<string, BurstSample[]>>} BurstSamples by kind of burst and receiver, one per round */

const EVENTS = 10_000;
const BURSTS = [
  { title: 'all at the same moment', over: 0 },
  { title: 'within 10 seconds', over: 10 },
];

/** Sent before, so that the code is compiled; OpenIM's receiver runs for weeks. */
const WARM_UP = 100;

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
      for (const { title, over } of BURSTS) {
        for (const receiver of Object.keys(receivers)) {
          context.progress(`burst: round ${round}/${rounds}, ${title}, ${receiver}`);
          ((samples[title] ??= {})[receiver] ??= []).push(await measureBurst(context, receiver, over));
        }
      }
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
        'sender model itself; no receiver can do better.',
      ...Object.entries(samples).flatMap(([title, byReceiver]) => [`#### ${title}`, burstTable(byReceiver)]),
    ].join('\n\n'),
};

/**
 * @param {BenchContext} context
 * @param {string} receiver
 * @param {number} over
 * @returns {Promise<BurstSample>}
 */
function measureBurst({ data, cpus }, receiver, over) {
  return data.with((folder) =>
    withChild(new URL('server.js', import.meta.url), { cpus: cpus.server }, (server) =>
      withChild(new URL('sender.js', import.meta.url), { cpus: cpus.load }, async (sender) => {
        const port = await server.ask('start', { receiver, folder });
        const worked = () => server.ask('worked');
        await sender.ask('burst', { port, first: EVENTS, events: WARM_UP, over: 1 });
        const before = await settled(worked, WARM_UP);
        const start = performance.now();
        const report = await sender.ask('burst', { port, first: 0, events: EVENTS, over });
        const after = await settled(worked, EVENTS - report.dropped - report.failed + before);
        const workedAfter = (performance.now() - start) / 1000;
        return { ...report, lost: EVENTS - (after - before), workedAfter };
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

/** @param {Record<string, BurstSample[]>} samples */
function burstTable(samples) {
  const rows = Object.entries(samples).map(([receiver, rounds]) => {
    const of = (/** @type {keyof BurstSample} */ name) => spread(summarize(rounds.map((each) => each[name])));
    return [
      receiver,
      of('lost'),
      of('heldSeconds'),
      of('heldP50'),
      of('heldP99'),
      of('heldMax'),
      of('seconds'),
      of('workedAfter'),
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
    ],
    rows,
  );
}
