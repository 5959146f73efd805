/**
 * A frame of a stack.
 *
 * @typedef {object} Frame
 * @property {string} functionName
 * @property {string} url empty for native code
 */

/** @typedef {string | typeof IDLE | undefined} Group undefined when the caller decides */

export const IDLE = 'idle';
export const PARSE = 'JSON.parse';
export const COMMIT = 'SQLite: BEGIN and COMMIT, the sync among them';
export const OTHERS = "other threads: V8's collector and compiler, libuv";

export const NODE = 'Node: HTTP, streams, sockets without their writes';
const WRITE = 'socket write';
const COLLECTOR = 'garbage collection in the thread itself';
const STATEMENTS = 'SQLite: statements';
export const MESSAGES = 'messages between threads, with Node in the SQLite thread';
const FRAMEWORK = 'Express, Fastify, Nest';
const LISTENER = "the bench's own handler or listener";

/** Its own rooms; what belongs together is one group. */
const ROOMS = new Map([
  ['mount', 'ours: mount'],
  ['intake', 'ours: intake'],
  ['contract', 'ours: contract (event and validation)'],
  ['listeners', 'ours: listeners'],
  ['replies', 'ours: replies'],
  ['delivery', 'ours: delivery and inbox'],
]);

/** In the order of a callback. */
export const GROUPS = [
  NODE,
  PARSE,
  ...ROOMS.values(),
  'ours: the rest',
  LISTENER,
  FRAMEWORK,
  WRITE,
  COLLECTOR,
  MESSAGES,
  STATEMENTS,
  COMMIT,
  OTHERS,
];

/** Native functions, and what V8 calls what it cannot name; `dispatch` is the inspector that is asked for the profile. */
const NATIVE = new Map([
  ['(idle)', IDLE],
  ['dispatch', IDLE],
  ['(garbage collector)', COLLECTOR],
  ['(program)', NODE],
  ['(root)', NODE],
  ['writev', WRITE],
  ['writeLatin1String', WRITE],
  ['writeUtf8String', WRITE],
  ['writeBuffer', WRITE],
  ['postMessage', MESSAGES],
]);

/** Node's helpers without a job of their own: what they take is their caller's. */
const HELPER = /^node:(buffer|internal\/(buffer|crypto|util|url|errors|validators|per_context\/primordials))/;

/**
 * To whom the time of a stack belongs.
 *
 * @param {readonly Frame[]} stack from the innermost frame on
 * @returns {string}
 */
export function groupOf(stack) {
  for (const frame of stack) {
    const group = groupOfFrame(frame);
    if (group !== undefined) return group;
  }
  return NODE;
}

/**
 * @param {Frame} frame
 * @returns {Group}
 */
function groupOfFrame({ functionName, url }) {
  if (url === '') return NATIVE.get(functionName);
  const [, room] = /\/openim-callback\/dist\/(?:esm|cjs)\/(\w+)/.exec(url) ?? [];
  if (room !== undefined) return ROOMS.get(room) ?? 'ours: the rest';
  if (/\/node_modules\/(libsql|better-sqlite3)\//.test(url) || url === 'node:sqlite') {
    return functionName === 'exec' ? COMMIT : STATEMENTS;
  }
  // The thread's own text has no file.
  if (url.includes('[worker eval]')) return STATEMENTS;
  if (/\/bench\/rungs\//.test(url)) return LISTENER;
  if (/\/node_modules\/(express|router|fastify|find-my-way|avvio|@nestjs)\//.test(url)) return FRAMEWORK;
  if (/^node:internal\/(worker|per_context\/messageport|event_target)/.test(url)) return MESSAGES;
  return url.startsWith('node:') && !HELPER.test(url) ? NODE : undefined;
}
