/**
 * The rooms from the ground up. A room imports only from itself and from rooms above it in this list; of a path the
 * longest beginning counts. The sender imports nothing of the library, so that the two check each other.
 */
const ROOMS = [
  'libs/openim-callback/src/contract/',
  'libs/openim-callback/src/messages/',
  'libs/openim-callback/src/webhooks/',
  'libs/openim-callback/src/replies/',
  'libs/openim-callback/src/delivery/',
  'libs/openim-callback/src/delivery/inboxes/',
  'libs/openim-callback/src/listeners/',
  'libs/openim-callback/src/intake/',
  'libs/openim-callback/src/mount/',
  'libs/openim-callback/src/operations/',
  'libs/openim-callback/src/openim-callback.options.ts',
  'libs/openim-callback/src/module/',
  'libs/openim-callback/src/openim-callback.module.ts',
  'libs/openim-callback/src/inspector/',
  'libs/openim-callback/src/',
  'libs/openim-callback-bullmq/src/',
  'libs/openim-sender/src/',
  'apps/',
];

/** Rooms that import nothing of others. */
const INDEPENDENT = new Set(['libs/openim-sender/src/']);

/** The imports that lead upwards, each as `file -> file`. */
export const upwardImports = (sources) =>
  sources.flatMap(({ path, imports }) =>
    imports
      .filter((target) => !mayImport(roomOf(path), roomOf(target)))
      .map((target) => `${path} -> ${target}`),
  );

function mayImport(from, to) {
  return from === to || (ROOMS.indexOf(to) < ROOMS.indexOf(from) && !INDEPENDENT.has(from));
}

const roomOf = (path) =>
  ROOMS.filter((room) => path.startsWith(room)).reduce((a, b) => (b.length > a.length ? b : a), '');

/** The circles of imports, each told by its shortest way round (strongly connected components, by Tarjan). */
export function circles(sources) {
  const importsOf = new Map(sources.map(({ path, imports }) => [path, imports]));
  const index = new Map();
  const low = new Map();
  const stack = [];
  const found = [];

  const visit = (path) => {
    index.set(path, index.size);
    low.set(path, index.get(path));
    stack.push(path);
    for (const target of importsOf.get(path) ?? []) {
      if (!index.has(target)) visit(target);
      if (stack.includes(target)) low.set(path, Math.min(low.get(path), low.get(target)));
    }
    if (low.get(path) !== index.get(path)) return;
    const component = stack.splice(stack.indexOf(path));
    if (component.length > 1 || importsOf.get(path)?.includes(path))
      found.push(shortestRound(component, importsOf));
  };
  for (const { path } of sources) if (!index.has(path)) visit(path);
  return found;
}

function shortestRound(component, importsOf) {
  const rounds = component.map((start) => {
    const ways = [[start]];
    const seen = new Set();
    for (const way of ways) {
      for (const target of importsOf.get(way.at(-1)) ?? []) {
        if (target === start) return [...way, start];
        if (!seen.has(target) && component.includes(target)) ways.push([...way, target]);
        seen.add(target);
      }
    }
    return ways.at(-1);
  });
  return rounds.reduce((a, b) => (b.length < a.length ? b : a));
}
