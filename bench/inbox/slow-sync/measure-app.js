import { withChild } from '../../lib/child.js';

/** @import { BenchContext } from '../../lib/context.js' */

/**
 * @typedef {object} AppTask
 * @property {'memory' | 'sqlite'} inbox
 * @property {number} connections of after callbacks; 0 for none
 * @property {number} [perSecond] after callbacks at most
 * @property {Record<string, string>} [env]
 *
 * @typedef {object} AppSample
 * @property {number} p50 milliseconds of a before callback
 * @property {number} p99
 * @property {number} loopP99 milliseconds
 * @property {number} perSecond after callbacks answered
 */

const WARM_UP = 0.7;
const here = (/** @type {string} */ name) => new URL(name, import.meta.url);

/**
 * How before callbacks fare beside after callbacks: the app, the load and the probe are processes of their own.
 *
 * @param {BenchContext} context
 * @param {AppTask} task
 * @returns {Promise<AppSample>}
 */
export function measureApp({ data, cpus, seconds }, { inbox, connections, perSecond, env }) {
  const load = { cpus: cpus.load };
  return data.with((folder) =>
    withChild(here('app.js'), { cpus: cpus.server, env }, (app) =>
      withChild(here('after-load.js'), load, (after) =>
        withChild(here('before-probe.js'), load, async (probe) => {
          const port = await app.ask('start', { inbox, folder });
          await after.ask('start', { port, connections, perSecond });
          await probe.ask('probe', { port, seconds: WARM_UP });
          await Promise.all([app.ask('watch'), after.ask('watch')]);
          const before = await probe.ask('probe', { port, seconds });
          const [{ loopP99 }, sent] = await Promise.all([app.ask('report'), after.ask('report')]);
          return { ...before, loopP99, perSecond: sent.perSecond };
        }),
      ),
    ),
  );
}
