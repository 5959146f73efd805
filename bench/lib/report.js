import { machineMarkdown } from './machine.js';
import { parts } from './parts.js';

/** @import { Cpus } from './cpus.js' */
/** @import { Machine } from './machine.js' */

/**
 * What a part's figures were measured with.
 *
 * @typedef {object} Run
 * @property {string} date
 * @property {string} command
 * @property {Machine} machine
 * @property {Cpus} cpus
 * @property {number} rounds
 * @property {number} seconds
 * @property {number} minutes
 */

/** @typedef {Record<string, { run: Run, samples: unknown }>} Report by part */

/**
 * A part of a report as Markdown, without a title.
 *
 * @param {Report} report
 * @param {string} name of the part
 */
export async function partMarkdown(report, name) {
  const entry = report[name];
  const part = await parts[name]?.load();
  if (!entry || !part) throw new RangeError(`nothing about ${name} in the report`);
  return `${runMarkdown(entry.run, part.extent(entry.run))}\n\n${part.markdown(entry.samples)}`;
}

/**
 * @param {Run} run
 * @param {string} extent
 */
function runMarkdown({ date, command, machine, cpus }, extent) {
  const pinning =
    cpus.server === undefined ? 'nothing is pinned' : `server on core ${cpus.server}, load on ${cpus.load}`;
  return [
    `- \`${command}\`, ${date.slice(0, 10)}; over HTTP: ${pinning}; ${extent}`,
    machineMarkdown(machine),
  ].join('\n');
}
