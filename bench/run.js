// node bench/run.js [ladder|profile|allocations|soak|inbox|filters|batches|inspector|burst|distributed|distributed-memory ...] [--quick] [--rounds N] [--seconds S] [--minutes M]
//   [--dir folder] [--json file]
//
// Without names it runs all parts. Prints Markdown; progress goes to stderr; the samples go to a file in
// bench/results. Wants a quiet machine and `npm run build` before it.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { endAll } from './lib/child.js';
import { divideCpus } from './lib/cpus.js';
import { DataFolder } from './lib/data-folder.js';
import { describeMachine } from './lib/machine.js';
import { parts } from './lib/parts.js';
import { partMarkdown } from './lib/report.js';

/** @import { Report } from './lib/report.js' */

const USAGE =
  `npm run bench -- [${Object.keys(parts).join('|')} ...] ` +
  '[--quick] [--rounds N] [--seconds S] [--minutes M] [--dir folder] [--json file]';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    seconds: { type: 'string' },
    minutes: { type: 'string' },
    dir: { type: 'string', default: fileURLToPath(new URL('.', import.meta.url)) },
    json: { type: 'string' },
  },
});
const names = positionals.length === 0 ? Object.keys(parts) : positionals;
const rounds = Number(values.rounds ?? (values.quick ? 2 : 5));
const seconds = Number(values.seconds ?? (values.quick ? 0.3 : 1));
const minutes = Number(values.minutes ?? (values.quick ? 0.2 : 5));
if (!names.every((name) => name in parts) || !(rounds >= 1) || !(seconds > 0) || !(minutes > 0)) stop(USAGE);
if (!existsSync(new URL('../libs/openim-callback/dist/esm/index.js', import.meta.url))) {
  stop('the library is not built: npm run build');
}

const data = new DataFolder(values.dir);
process.once('SIGINT', () => void cleanUp().then(() => process.exit(130)));
process.once('SIGTERM', () => void cleanUp().then(() => process.exit(143)));
try {
  await main();
} finally {
  await cleanUp();
}

async function main() {
  const date = new Date().toISOString();
  const run = {
    date,
    command: ['npm run bench --', ...withoutFile(process.argv.slice(2))].join(' '),
    machine: await describeMachine(data.path),
    cpus: divideCpus(),
    rounds,
    seconds,
    minutes,
  };
  const start = performance.now();
  const progress = (/** @type {string} */ what) => {
    const passed = ((performance.now() - start) / 1000).toFixed(0).padStart(4);
    process.stderr.write(`${passed} s  ${what}\n`);
  };
  const file =
    values.json ?? fileURLToPath(new URL(`results/run-${date.replace(/[:.]/g, '-')}.json`, import.meta.url));
  mkdirSync(dirname(file), { recursive: true });

  console.log('# Benchmark\n');
  /** @type {Report} */
  const report = {};
  for (const name of names) {
    const part = await parts[name]?.load();
    const samples = await part?.measure({ rounds, seconds, minutes, data, cpus: run.cpus, progress });
    report[name] = { run, samples };
    // After each part: a run that is broken off keeps what it has.
    writeFileSync(file, `${JSON.stringify(report)}\n`);
    console.log(`## ${parts[name]?.title}\n\n${await partMarkdown(report, name)}\n`);
  }
  progress(`done: ${file}`);
}

async function cleanUp() {
  await endAll();
  data.remove();
}

/**
 * Where the samples went is of no interest to who reads the figures.
 *
 * @param {readonly string[]} options
 */
function withoutFile(options) {
  const at = options.indexOf('--json');
  return at < 0 ? options : options.toSpliced(at, 2);
}

/**
 * @param {string} reason
 * @returns {never}
 */
function stop(reason) {
  process.stderr.write(`${reason}\n`);
  process.exit(2);
}
