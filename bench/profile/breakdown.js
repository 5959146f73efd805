import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { COMMIT, groupOf, IDLE, MESSAGES, NODE, PARSE } from './groups.js';
import { INTERVAL } from './profiler.js';

/** @import { Profiler } from 'node:inspector' */

/** @typedef {Record<string, number>} Shares the part of each group, 1 in all */

/** A sample that took longer came late because the thread did not run. */
const LONGEST = 2 * INTERVAL;

/**
 * What a thread's CPU time went to. V8 counts the time in which a thread waits, too, when it does so inside of a
 * call. Two calls wait: a commit for its sync, and a message to the SQLite thread, which takes the core that both
 * have. What a thread was not on the core, by the kernel, is taken off the one it makes.
 *
 * @param {Profiler.Profile} profile
 * @param {number} cpu microseconds of CPU time meanwhile
 * @param {boolean} isMain the main thread, or that of SQLite
 * @returns {Shares}
 */
export function breakdown(profile, cpu, isMain) {
  const times = timesOf(profile);
  times.delete(IDLE);
  if (!isMain) {
    times.set(MESSAGES, (times.get(MESSAGES) ?? 0) + (times.get(NODE) ?? 0));
    times.delete(NODE);
  }
  const waited = Math.max(0, sum(times.values()) - cpu);
  const waits = isMain ? MESSAGES : COMMIT;
  times.set(waits, Math.max(0, (times.get(waits) ?? 0) - waited));
  const all = sum(times.values());
  return Object.fromEntries([...times].map(([group, time]) => [group, time / all]));
}

/** Microseconds by group. */
function timesOf(/** @type {Profiler.Profile} */ { nodes, samples = [], timeDeltas = [] }) {
  /** @type {Map<number, number>} by node */
  const own = new Map();
  for (const [index, id] of samples.entries())
    own.set(id, (own.get(id) ?? 0) + Math.min(LONGEST, timeDeltas[index] ?? 0));
  const callers = callersOf(nodes);
  /** @type {Map<string, number>} */
  const times = new Map();
  const add = (/** @type {string} */ group, /** @type {number} */ time) =>
    times.set(group, (times.get(group) ?? 0) + time);
  for (const node of nodes) {
    const time = own.get(node.id) ?? 0;
    if (time === 0) continue;
    const parsing = time * parsingPart(node);
    add(PARSE, parsing);
    add(groupOf(stackOf(node, callers)), time - parsing);
  }
  return times;
}

/** @param {readonly Profiler.ProfileNode[]} nodes */
function callersOf(nodes) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  /** @type {Map<Profiler.ProfileNode, Profiler.ProfileNode>} */
  const callers = new Map();
  for (const caller of nodes) {
    for (const id of caller.children ?? []) {
      const called = byId.get(id);
      if (called) callers.set(called, caller);
    }
  }
  return callers;
}

/**
 * @param {Profiler.ProfileNode} node
 * @param {ReadonlyMap<Profiler.ProfileNode, Profiler.ProfileNode>} callers
 */
function stackOf(node, callers) {
  const stack = [];
  for (let at = /** @type {Profiler.ProfileNode | undefined} */ (node); at; at = callers.get(at)) {
    stack.push(at.callFrame);
  }
  return stack;
}

/** JSON.parse has no frame of its own: it is told by the line that calls it. */
function parsingPart(/** @type {Profiler.ProfileNode} */ { callFrame, positionTicks = [] }) {
  const ticks = sum(positionTicks.map((each) => each.ticks));
  if (ticks === 0 || !callFrame.url.startsWith('file:')) return 0;
  const lines = linesOf(callFrame.url);
  const parsing = positionTicks.filter(({ line }) => lines[line - 1]?.includes('JSON.parse('));
  return sum(parsing.map((each) => each.ticks)) / ticks;
}

/** @type {Map<string, string[]>} */
const files = new Map();

function linesOf(/** @type {string} */ url) {
  const lines = files.get(url) ?? readFileSync(fileURLToPath(url), 'utf8').split('\n');
  files.set(url, lines);
  return lines;
}

const sum = (/** @type {Iterable<number>} */ values) => [...values].reduce((all, each) => all + each, 0);
