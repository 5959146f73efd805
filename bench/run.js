// node bench/run.js inbox|burst|all [--rounds N] [--seconds S] [--dir folder] [--json file]
//
// Prints Markdown; progress goes to stderr. Wants a quiet machine and `npm run build` before it.
import { existsSync, writeFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { endAll } from './lib/child.js';
import { divideCpus } from './lib/cpus.js';
import { DataFolder } from './lib/data-folder.js';
import { describeMachine, machineMarkdown } from './lib/machine.js';

/** @import { BenchContext, PartResult } from './lib/context.js' */

const USAGE = 'node bench/run.js inbox|burst|all [--rounds N] [--seconds S] [--dir folder] [--json file]';

/** Imported when they run: they need the build. @type {Record<string, () => Promise<(context: BenchContext) => Promise<PartResult>>>} */
const PARTS = {
  inbox: async () => (await import('./inbox/part.js')).inboxPart,
  burst: async () => (await import('./burst/part.js')).burstPart,
};

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '1' },
    dir: { type: 'string', default: fileURLToPath(new URL('.', import.meta.url)) },
    json: { type: 'string' },
  },
});
const [wanted = 'all'] = positionals;
const names = wanted === 'all' ? Object.keys(PARTS) : [wanted];
const rounds = Number(values.rounds);
const seconds = Number(values.seconds);
if (!names.every((name) => name in PARTS) || !(rounds >= 1) || !(seconds > 0)) stop(USAGE);
if (!existsSync(new URL('../libs/openim-callback/dist/esm/index.js', import.meta.url))) {
  stop('the library is not built: npm run build');
}

const data = new DataFolder(values.dir);
process.once('SIGINT', () => void cleanUp().then(() => process.exit(130)));
try {
  await main();
} finally {
  await cleanUp();
}

async function main() {
  const machine = describeMachine(data.path);
  const cpus = divideCpus();
  const start = performance.now();
  const progress = (/** @type {string} */ what) => {
    const passed = ((performance.now() - start) / 1000).toFixed(0).padStart(4);
    process.stderr.write(`${passed} s  ${what}\n`);
  };
  const pinning =
    cpus.server === undefined ? 'nothing is pinned' : `server on core ${cpus.server}, load on ${cpus.load}`;
  console.log(
    `# Benchmark\n\n${machineMarkdown(machine)}\n- over HTTP: ${pinning}; ${rounds} rounds of ${seconds} s\n`,
  );

  /** @type {Record<string, unknown>} */
  const parts = {};
  for (const name of names) {
    const run = await PARTS[name]?.();
    const result = await run?.({ rounds, seconds, data, cpus, progress });
    parts[name] = result?.json;
    console.log(`${result?.markdown}\n`);
  }
  if (values.json !== undefined) {
    const report = { machine, cpus, rounds, seconds, parts };
    writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
  }
  progress('done');
}

async function cleanUp() {
  await endAll();
  data.remove();
}

/**
 * @param {string} reason
 * @returns {never}
 */
function stop(reason) {
  process.stderr.write(`${reason}\n`);
  process.exit(2);
}
