import { setTimeout as sleep } from 'node:timers/promises';
import { withChild } from '../lib/child.js';
import { DURABLE, LIMIT, OURS } from '../rungs/rungs.js';
import { breakdown } from './breakdown.js';
import { OTHERS } from './groups.js';
import { MAIN } from './threads.js';

/** @import { BenchContext } from '../lib/context.js' */
/** @import { ThreadProfiles, ThreadTimes } from './profiler.js' */

/**
 * @typedef {object} Scene
 * @property {string} workload
 * @property {number} connections
 * @property {readonly string[]} rungs
 */

/** Where an aim is close or missed, beside the limit in the same place. @type {readonly Scene[]} */
const scenes = [
  {
    workload: 'read',
    connections: 64,
    rungs: [LIMIT, OURS.direct.Express, OURS.direct.Fastify, DURABLE.direct.Express],
  },
  { workload: 'read', connections: 2, rungs: [LIMIT, OURS.direct.Express, DURABLE.direct.Express] },
  { workload: 'refusal', connections: 64, rungs: [LIMIT, OURS.direct.Express] },
  { workload: 'megabyte', connections: 2, rungs: [LIMIT, OURS.direct.Express, OURS.direct.Fastify] },
];

/** @typedef {Record<string, number>} Microseconds of CPU for each callback, by group */
/** @typedef {{ workload: string, connections: number, rungs: Record<string, Microseconds[]> }} ProfiledScene by rung, one per round */

/** Seconds: on many connections for V8's compiler to see many callbacks, then on those that are measured. */
const WARM_UP = 2;
const WARM_UP_CONNECTIONS = 16;

/** How much longer the profiler runs than the measurement without it. */
const PROFILED = 2;

const here = (/** @type {string} */ name) => new URL(name, import.meta.url);

/**
 * @param {BenchContext} context
 * @param {number} rounds
 * @returns {Promise<ProfiledScene[]>}
 */
export async function measureProfiles(context, rounds) {
  const samples = scenes.map((scene) => ({ scene, rungs: /** @type {ProfiledScene['rungs']} */ ({}) }));
  for (let round = 1; round <= rounds; round++) {
    for (const { scene, rungs } of samples) {
      const { workload, connections } = scene;
      for (const rung of scene.rungs) {
        context.progress(
          `profile: round ${round}/${rounds}, ${workload}, ${connections} connections, ${rung}`,
        );
        (rungs[rung] ??= []).push(await profileRung(context, scene, rung));
      }
    }
  }
  return samples.map(({ scene: { workload, connections }, rungs }) => ({ workload, connections, rungs }));
}

/**
 * How much a callback takes is measured without the profiler, what it goes to with it, in the same process.
 *
 * @param {BenchContext} context
 * @param {Scene} scene
 * @param {string} rung
 * @returns {Promise<Microseconds>}
 */
function profileRung({ data, cpus, seconds }, { workload, connections }, rung) {
  return data.with((folder) =>
    withChild(here('server.js'), { cpus: cpus.server }, (server) =>
      withChild(here('../load/process.js'), { cpus: cpus.load }, async (load) => {
        const times = () => server.ask('threadTimes');
        const port = await server.ask('start', { rung, workload, folder });
        await load.ask('open', { port, workload });
        await load.ask('start', { connections: WARM_UP_CONNECTIONS });
        await sleep(1000 * WARM_UP);
        await load.ask('stop');
        await load.ask('start', { connections });
        await sleep(1000 * WARM_UP);

        const begin = await times();
        const before = (await load.ask('totals')).answered;
        await sleep(1000 * seconds);
        const taken = difference(await times(), begin);
        const answered = (await load.ask('totals')).answered - before;

        const profiledFrom = await times();
        await server.ask('profile');
        await sleep(1000 * PROFILED * seconds);
        const profiles = await server.ask('profiled');
        const whileProfiled = difference(await times(), profiledFrom);
        await load.ask('stop');
        return perCallback(taken, answered, profiles, whileProfiled);
      }),
    ),
  );
}

/**
 * @param {ThreadTimes} taken
 * @param {number} answered
 * @param {ThreadProfiles} profiles
 * @param {ThreadTimes} whileProfiled
 */
function perCallback(taken, answered, profiles, whileProfiled) {
  /** @type {Microseconds} */
  const groups = {};
  let others = taken['process'] ?? Number.NaN;
  for (const [thread, profile] of Object.entries(profiles)) {
    const cpu = taken[thread] ?? Number.NaN;
    others -= cpu;
    const shares = breakdown(profile, whileProfiled[thread] ?? Number.NaN, thread === MAIN);
    for (const [group, share] of Object.entries(shares)) {
      groups[group] = (groups[group] ?? 0) + (share * cpu) / answered;
    }
  }
  return { ...groups, [OTHERS]: others / answered };
}

/**
 * @param {ThreadTimes} after
 * @param {ThreadTimes} before
 * @returns {ThreadTimes}
 */
const difference = (after, before) =>
  Object.fromEntries(Object.entries(after).map(([name, time]) => [name, time - (before[name] ?? 0)]));
