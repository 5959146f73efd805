import { serve } from '../lib/child.js';
import { Load } from './load.js';

/** @type {Load | undefined} */
let load;

function current() {
  if (!load) throw new Error('open comes first');
  return load;
}

serve({
  /** @param {{ port: number, workload: string }} task */
  async open({ port, workload }) {
    load = await Load.verified(port, workload);
  },
  /** @param {{ connections: number }} task */
  start: ({ connections }) => current().start(connections),
  /** @param {{ count: number }} task */
  send({ count }) {
    current().start(1, count);
    return current().whenDone();
  },
  watch: () => current().watch(),
  report: () => current().report(),
  stop: () => current().stop(),
  totals: () => ({ answered: current().answered, wrong: current().wrong }),
});
