/** @import { Cpus } from './cpus.js' */
/** @import { DataFolder } from './data-folder.js' */

/**
 * What every part of the bench is given.
 *
 * @typedef {object} BenchContext
 * @property {number} rounds
 * @property {number} seconds how long each sample measures
 * @property {DataFolder} data
 * @property {Cpus} cpus
 * @property {(what: string) => void} progress
 */

/**
 * What every part gives back.
 *
 * @typedef {object} PartResult
 * @property {string} markdown
 * @property {unknown} json
 */

export {};
