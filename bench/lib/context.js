/** @import { Cpus } from './cpus.js' */
/** @import { DataFolder } from './data-folder.js' */

/**
 * What every part of the bench is given.
 *
 * @typedef {object} BenchContext
 * @property {number} rounds
 * @property {number} seconds how long each sample measures
 * @property {number} minutes how long the soak takes for each receiver
 * @property {DataFolder} data
 * @property {Cpus} cpus
 * @property {(what: string) => void} progress
 */

/**
 * How much was asked for.
 *
 * @typedef {Pick<BenchContext, 'rounds' | 'seconds' | 'minutes'>} Extent
 */

/**
 * A part of the bench. What it measures is kept as JSON; the figures are made from that, then or later.
 *
 * @template Samples
 * @typedef {object} Part
 * @property {(context: BenchContext) => Promise<Samples>} measure
 * @property {(asked: Extent) => string} extent how much it measures of that, for the line above its figures
 * @property {(samples: Samples) => string} markdown
 */

export {};
