import { DURABLE, GUARDED, IDIOMATIC, LIMIT, LOAD_LIMIT, OURS } from '../rungs/rungs.js';

/**
 * @typedef {object} Contender
 * @property {string} rung
 * @property {number} [listeners]
 *
 * @typedef {object} Scenario
 * @property {string} name
 * @property {string} workload
 * @property {readonly number[]} connections
 * @property {readonly Contender[]} contenders
 * @property {boolean} [pinned] whether server and load have a core each, as far as there are two; true by default
 * @property {boolean} [sync] whether append + fdatasync is measured beside them
 */

/** OpenIM's async queue has two workers; its before callbacks may take up to 100 connections. */
const BOTH = [64, 2];

const all = (/** @type {readonly string[]} */ rungs) => rungs.map((rung) => ({ rung }));

const MODULE = [...Object.values(OURS.controller), ...Object.values(OURS.direct)];

/** @type {readonly Scenario[]} */
export const scenarios = [
  {
    name: 'read',
    workload: 'read',
    connections: BOTH,
    contenders: all([
      LOAD_LIMIT,
      LIMIT,
      'Express',
      'Fastify',
      IDIOMATIC.Express,
      IDIOMATIC.Fastify,
      ...MODULE,
      GUARDED,
      ...Object.values(DURABLE.controller),
      ...Object.values(DURABLE.direct),
    ]),
    sync: true,
  },
  {
    name: 'unpinned',
    workload: 'read',
    connections: [2, 1],
    contenders: all([LIMIT, OURS.direct.Express, DURABLE.direct.Express]),
    pinned: false,
  },
  {
    name: 'message',
    workload: 'message',
    connections: BOTH,
    contenders: all([LIMIT, IDIOMATIC.Express, IDIOMATIC.Fastify, ...MODULE]),
  },
  {
    name: 'refusal',
    workload: 'refusal',
    connections: BOTH,
    contenders: all([LIMIT, ...Object.values(OURS.direct)]),
  },
  {
    name: 'listeners',
    workload: 'read',
    connections: [64],
    contenders: [1, 10, 1000].map((listeners) => ({ rung: OURS.direct.Express, listeners })),
  },
  {
    name: 'megabyte',
    workload: 'megabyte',
    connections: [2],
    contenders: all([LIMIT, IDIOMATIC.Express, OURS.direct.Express, OURS.direct.Fastify]),
  },
];

/**
 * How a contender is called in a scenario's samples.
 *
 * @param {Contender} contender
 */
export const titleOf = ({ rung, listeners }) => {
  if (listeners === undefined) return rung;
  return listeners === 1 ? '1 listener' : `${listeners.toLocaleString('en-US')} listeners`;
};
