import { workloadOf } from '../lib/workloads.js';
import { probes } from './probes.js';
import { rungOf } from './rungs.js';

/**
 * @typedef {object} ServerTask
 * @property {string} rung
 * @property {string} workload
 * @property {number} [listeners]
 * @property {string} folder
 */

let handled = 0;

/** What the process of a rung is asked. */
export const rungServer = {
  ...probes,
  /** @param {ServerTask} task */
  async start({ rung, workload, listeners = 1, folder }) {
    const start = await rungOf(rung);
    return start({ workload: workloadOf(workload), listeners, folder, handled: () => void handled++ });
  },
  handled: () => handled,
};
