import { DURABLE, LIMIT, OURS } from '../rungs/rungs.js';

/**
 * @typedef {object} Scene
 * @property {string} workload
 * @property {number} connections
 * @property {readonly string[]} rungs
 */

/** Where an aim is close or missed, beside the limit in the same place. @type {readonly Scene[]} */
export const scenes = [
  {
    workload: 'read',
    connections: 64,
    rungs: [LIMIT, OURS.direct.Express, OURS.direct.Fastify, DURABLE.direct.Express],
  },
  { workload: 'read', connections: 2, rungs: [LIMIT, OURS.direct.Express, DURABLE.direct.Express] },
  { workload: 'refusal', connections: 64, rungs: [LIMIT, OURS.direct.Express] },
  { workload: 'megabyte', connections: 2, rungs: [LIMIT, OURS.direct.Express, OURS.direct.Fastify] },
];
