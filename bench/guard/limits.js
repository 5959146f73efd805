import { OURS } from '../rungs/rungs.js';

/**
 * @typedef {object} Limit
 * @property {string} rung
 * @property {string} workload
 * @property {number} bytes of the heap for each callback, as a multiple of what bare node:http takes
 * @property {number} promises for each callback
 */

/**
 * A fifth above what is measured, the same on every machine; class-validator's own pass over one event is more than
 * that. Lower them when the path gets shorter.
 *
 * @type {readonly Limit[]}
 */
export const limits = [
  { rung: OURS.direct.Express, workload: 'read', bytes: 1.7, promises: 1 },
  { rung: OURS.direct.Fastify, workload: 'read', bytes: 1.7, promises: 1 },
  { rung: OURS.direct.Express, workload: 'message', bytes: 1.7, promises: 1 },
  { rung: OURS.direct.Express, workload: 'refusal', bytes: 1.55, promises: 1 },
  { rung: OURS.controller.Express, workload: 'read', bytes: 5.3, promises: 20 },
];
