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

export {};
