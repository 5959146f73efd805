/** @import { Workload } from '../lib/workloads.js' */

/**
 * What a rung of the ladder is started with.
 *
 * @typedef {object} RungSetup
 * @property {Workload} workload what it will be sent
 * @property {number} listeners how many are registered: one of the workload's command, the rest of others
 * @property {string} folder for its files
 * @property {() => void} handled told of each callback that was parsed, or came to the listener if the rung has one
 */

/** @typedef {(setup: RungSetup) => Promise<number>} Rung starts a receiver in this process and gives its port */

export const LIMIT = 'bare node:http';
export const LOAD_LIMIT = 'sockets only';
export const IDIOMATIC = { Express: 'NestJS on Express', Fastify: 'NestJS on Fastify' };
export const OURS = {
  direct: { Express: 'ours, direct mount, Express', Fastify: 'ours, direct mount, Fastify' },
  controller: { Express: 'ours, controller mount, Express', Fastify: 'ours, controller mount, Fastify' },
};
export const DURABLE = {
  direct: { Express: 'ours, direct mount, Express, SQLite', Fastify: 'ours, direct mount, Fastify, SQLite' },
  controller: { Express: 'ours, controller mount, Express, SQLite' },
};

/** What the controller mount costs where the app has something to say about callbacks. */
export const GUARDED = 'ours, controller mount, Express, a global guard';

/** With the inspector imported. */
export const INSPECTED = {
  memory: 'ours, direct mount, Express, inspector',
  durable: 'ours, direct mount, Express, SQLite, inspector',
};

export const FILTERED = 'ours, direct mount, Express, SQLite, 90 % filtered out';

/** Loaded by the process that runs them, so that it holds nothing else. @type {Readonly<Record<string, () => Promise<Rung>>>} */
const rungs = {
  [LOAD_LIMIT]: async () => (await import('./plain.js')).sockets,
  [LIMIT]: async () => (await import('./plain.js')).bare,
  Express: async () => (await import('./plain.js')).plainExpress,
  Fastify: async () => (await import('./plain.js')).plainFastify,
  [IDIOMATIC.Express]: async () => (await import('./idiomatic.js')).idiomatic('Express'),
  [IDIOMATIC.Fastify]: async () => (await import('./idiomatic.js')).idiomatic('Fastify'),
  [OURS.controller.Express]: () => ours({ platform: 'Express', mount: 'controller' }),
  [OURS.controller.Fastify]: () => ours({ platform: 'Fastify', mount: 'controller' }),
  [GUARDED]: () => ours({ platform: 'Express', mount: 'controller', guarded: true }),
  [OURS.direct.Express]: () => ours({ platform: 'Express', mount: 'direct' }),
  [OURS.direct.Fastify]: () => ours({ platform: 'Fastify', mount: 'direct' }),
  [DURABLE.controller.Express]: () => ours({ platform: 'Express', mount: 'controller', durable: true }),
  [DURABLE.direct.Express]: () => ours({ platform: 'Express', mount: 'direct', durable: true }),
  [INSPECTED.memory]: () => ours({ platform: 'Express', mount: 'direct', inspected: true }),
  [INSPECTED.durable]: () => ours({ platform: 'Express', mount: 'direct', durable: true, inspected: true }),
  [FILTERED]: () => ours({ platform: 'Express', mount: 'direct', durable: true, filtered: true }),
  [DURABLE.direct.Fastify]: () => ours({ platform: 'Fastify', mount: 'direct', durable: true }),
};

/** @param {Parameters<typeof import('./ours.js').ours>[0]} options */
const ours = async (options) => (await import('./ours.js')).ours(options);

/** @param {string} name */
export async function rungOf(name) {
  const rung = rungs[name];
  if (!rung) throw new RangeError(`no rung ${name}`);
  return rung();
}
