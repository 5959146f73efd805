// An inbox with a large backlog beside one without, and what the inspector shows of it: node test/backlog/run.js [--events 1000000] [--conversations 100000]
import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { compile } from '../processes/compile.js';

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '1000000' },
    conversations: { type: 'string', default: '100000' },
  },
});
const events = Number(values.events);
const conversations = Number(values.conversations);
/** So few that all of them fit into memory: what an inbox without a backlog does. */
const FEW = Math.min(events, 20_000);

const folder = await mkdtemp(join(tmpdir(), 'openim-backlog-'));
const compiled = join(folder, 'compiled');
await compile(compiled);
const { fill } = await import(pathToFileURL(join(compiled, 'test/backlog/fill.js')).href);

/** Runs a program of this folder in a process of its own. */
const run = async (program, wanted) => {
  const path = join(compiled, 'test/backlog', program);
  const { stdout } = await promisify(execFile)(process.execPath, [path, JSON.stringify(wanted)]);
  return JSON.parse(stdout);
};
const measure = (file, appendSeconds, drain) =>
  run('measure.js', { file, conversations, appendSeconds, drain });

const files = { empty: join(folder, 'empty.db'), few: join(folder, 'few.db'), many: join(folder, 'many.db') };
await fill(files.few, FEW, conversations);
const began = performance.now();
await fill(files.many, events, conversations);
const filled = (performance.now() - began) / 1000;
const megabytes = (bytes) => `${(bytes / 2 ** 20).toFixed(0)} MiB`;
console.log(
  `${events} pending events in ${conversations} conversations, ${megabytes((await stat(files.many)).size)}, made in ${filled.toFixed(0)} s\n`,
);

// A copy, since its listeners take events and let none go.
const copy = join(folder, 'inspected.db');
await copyFile(files.many, copy);
const { pending, deadLetters, ...views } = await run('inspect.js', { file: copy, deadLetters: 10_000 });
await rm(copy);
console.log(`The inspector's views with ${pending} pending and ${deadLetters} dead letters, slowest of 10:`);
for (const [view, milliseconds] of Object.entries(views))
  console.log(`  ${view.padEnd(24)} ${milliseconds.toFixed(0)} ms`);
console.log();

const empty = await measure(files.empty, 5, true);
const few = await measure(files.few, 0, true);
const beside = await measure(files.many, 5, false);
const many = await measure(files.many, 0, true);

const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(2)} s`;
const perSecond = (rate) => `${rate.toFixed(0)} /s`;
const ratio = (with_, without) => (with_ / without).toFixed(2);
const rows = [
  ['', 'without backlog', 'with backlog', 'ratio'],
  ['open', seconds(empty.opened), seconds(beside.opened), ''],
  ['open to first delivery', seconds(few.firstDelivery), seconds(beside.firstDelivery), ''],
  [
    'appends, 16 producers, beside delivery',
    perSecond(empty.appendsPerSecond),
    perSecond(beside.appendsPerSecond),
    ratio(beside.appendsPerSecond, empty.appendsPerSecond),
  ],
  [
    '  p50',
    `${empty.appendMedian.toFixed(1)} ms`,
    `${beside.appendMedian.toFixed(1)} ms`,
    ratio(beside.appendMedian, empty.appendMedian),
  ],
  [
    '  p99',
    `${empty.appendP99.toFixed(1)} ms`,
    `${beside.appendP99.toFixed(1)} ms`,
    ratio(beside.appendP99, empty.appendP99),
  ],
  [
    `deliveries (${FEW} against all)`,
    perSecond(few.deliveriesPerSecond),
    perSecond(many.deliveriesPerSecond),
    ratio(many.deliveriesPerSecond, few.deliveriesPerSecond),
  ],
  ['question for the state', `${few.state.toFixed(0)} ms`, `${beside.state.toFixed(0)} ms`, ''],
  ['events in memory at most', String(few.mostInMemory), String(many.mostInMemory), ''],
  ['peak RSS', megabytes(few.peakRss), megabytes(many.peakRss), ''],
];
const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
for (const row of rows) console.log(row.map((cell, column) => cell.padEnd(widths[column])).join('  '));

const delivered = beside.delivered + many.delivered;
const disordered = [empty, few, beside, many].reduce((sum, each) => sum + each.disordered, 0);
const problems = [empty, few, beside, many].flatMap((each) => each.problems);
console.log(
  `\n${delivered} deliveries of the backlog and of what was appended beside it, ${disordered} out of order, ${problems.length} problems`,
  ...problems.slice(0, 3),
);
await rm(folder, { recursive: true, force: true });
