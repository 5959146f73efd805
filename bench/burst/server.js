import { serve } from '../lib/child.js';
import { probes } from '../rungs/probes.js';
import { receivers } from './receivers.js';

/** @type {Set<number>} by the number in the event: one that is delivered twice counts once */
const worked = new Set();

serve({
  ...probes,
  /** @param {{ receiver: string, folder: string }} options */
  start({ receiver, folder }) {
    const start = receivers[receiver];
    if (!start) throw new RangeError(`no receiver ${receiver}`);
    return start((number) => worked.add(number), folder);
  },
  worked: () => worked.size,
});
