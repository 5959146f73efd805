import { ratios, summarize } from '../lib/stats.js';
import { figure, spread, table } from '../lib/table.js';
import { workloadOf } from '../lib/workloads.js';
import { LIMIT, LOAD_LIMIT } from '../rungs/rungs.js';
import { scenarios } from './plan.js';

/** @import { LadderSamples, RungSamples } from './measure.js' */
/** @import { RungSample } from './measure.js' */
/** @import { Scenario } from './plan.js' */

/**
 * A table for each scenario and number of connections.
 *
 * @param {LadderSamples} samples
 */
export function ladderTables({ rungs, syncs }) {
  const tables = scenarios.flatMap((scenario) =>
    scenario.connections.flatMap((connections) => [
      `#### ${titleOf(scenario)}, ${connections === 1 ? '1 connection' : `${connections} connections`}`,
      rungTable(rungs[scenario.name] ?? {}, connections),
    ]),
  );
  const of = (/** @type {'p50' | 'p99'} */ name) => spread(summarize(syncs.map((sync) => sync[name])));
  return [
    ...tables,
    `Append + fdatasync of one callback in the same rounds: p50 ${of('p50')} ms, p99 ${of('p99')} ms.`,
    loadSentence(rungs),
  ];
}

/** @type {Record<string, string>} what tells a scenario from another one of the same workload */
const APART = {
  listeners: ', by how many listeners there are',
  unpinned: ', nothing pinned: server and load share the cores',
};

function titleOf(/** @type {Scenario} */ { name, workload }) {
  const { title } = workloadOf(workload);
  return `${title.charAt(0).toUpperCase()}${title.slice(1)}${APART[name] ?? ''}`;
}

/**
 * @param {RungSamples} rungs
 * @param {number} connections
 */
function rungTable(rungs, connections) {
  const reference = LIMIT in rungs ? LIMIT : (Object.keys(rungs)[0] ?? '');
  const storing = Object.keys(rungs).some((rung) =>
    figuresOf(rungs, rung, connections, 'eventsPerTransaction').some(Number.isFinite),
  );
  const rows = Object.keys(rungs).map((rung) => {
    const of = (/** @type {keyof RungSample} */ name) => figuresOf(rungs, rung, connections, name);
    const limits = figuresOf(rungs, reference, connections, 'perSecond');
    return [
      rung,
      spread(summarize(of('perSecond'))),
      rung === reference ? '1' : spread(ratios(of('perSecond'), limits)),
      spread(summarize(of('p50'))),
      spread(summarize(of('p99'))),
      figure(summarize(of('cpuMicroseconds')).median),
      ...(storing ? [figure(summarize(of('eventsPerTransaction')).median)] : []),
      String(of('wrong').reduce((sum, each) => sum + each, 0)),
    ];
  });
  const head = [
    'receiver',
    'callbacks/s',
    `of ${reference}`,
    'p50 ms',
    'p99 ms',
    'CPU µs',
    ...(storing ? ['events per transaction'] : []),
    'wrong answers',
  ];
  return table(head, rows);
}

/**
 * One figure of a rung, a value per round; NaN where it has none.
 *
 * @param {RungSamples} rungs
 * @param {string} rung
 * @param {number} connections
 * @param {keyof RungSample} name
 */
export const figuresOf = (rungs, rung, connections, name) =>
  (rungs[rung]?.[connections] ?? []).map((sample) => sample[name] ?? Number.NaN);

/**
 * A figure of a rung as a part of another's, taken round by round.
 *
 * @param {LadderSamples} samples
 * @param {string} scenario
 * @param {number} connections
 * @param {string} rung
 * @param {string} reference
 * @param {keyof RungSample} [name]
 */
export function ratioOf({ rungs }, scenario, connections, rung, reference, name = 'perSecond') {
  const of = (/** @type {string} */ each) => figuresOf(rungs[scenario] ?? {}, each, connections, name);
  return ratios(of(rung), of(reference));
}

/**
 * Whether the load could have sent more than the fastest rung took.
 *
 * @param {LadderSamples['rungs']} rungs
 */
function loadSentence({ read = {} }) {
  const [connections = 64] = scenarios[0]?.connections ?? [];
  const of = (/** @type {string} */ rung, /** @type {'perSecond' | 'busy' | 'serverBusy'} */ name) =>
    summarize(figuresOf(read, rung, connections, name)).median;
  const percent = (/** @type {number} */ part) => `${Math.round(part * 100)} %`;
  return (
    `The load at ${connections} connections: it sends ${figure(of(LOAD_LIMIT, 'perSecond'))} a second to a server that ` +
    `does not read them, ${figure(of(LOAD_LIMIT, 'perSecond') / of(LIMIT, 'perSecond'))} times what ${LIMIT} takes; ` +
    `while it measures ${LIMIT} it uses ${percent(of(LIMIT, 'busy'))} of its core, the server ${percent(of(LIMIT, 'serverBusy'))} of its own.`
  );
}
