// npm run house [-- --repo <directory>] [--list]
//
// Figures of the structure: how big the sources are, how they hang together, what the packages export, and what one
// callback crosses on its way. Circles of imports and imports from a lower room into a higher one fail it. Another
// checkout, with its dependencies and its build, is measured with --repo; --list names what is counted.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { circles, upwardImports } from './house/rooms.js';
import { countExports, readSources, readWorkspaces } from './house/sources.js';

/** A file of at most so many lines with a single importer may be better told in that importer. */
const SHORT = 35;

const { values: options } = parseArgs({
  options: { repo: { type: 'string' }, list: { type: 'boolean', default: false } },
});
const root = resolve(options.repo ?? fileURLToPath(new URL('..', import.meta.url)));
if (!existsSync(join(root, 'libs/openim-callback/dist/esm/index.js'))) {
  console.error(`${root} has no build: run npm run build in it.`);
  process.exit(2);
}

const workspaces = readWorkspaces(root);
const sources = readSources(root, workspaces);
const importers = countImporters(sources);
const groups = [...workspaces.map(({ folder }) => folder), 'all'];
const isShortWithOneImporter = ({ path, lines }) => lines <= SHORT && importers.get(path) === 1;
const of = (group) => sources.filter(({ workspace }) => group === 'all' || workspace === group);

console.log('Sources (without specs)');
table([
  [
    '',
    'files',
    'lines',
    'median',
    'p90',
    'largest',
    'largest folder',
    'one importer',
    `of these <= ${SHORT} lines`,
  ],
  ...groups.map((group) => [group, ...sizes(of(group))]),
]);

if (options.list) list(sources.filter(isShortWithOneImporter).map(({ path, lines }) => `${path} (${lines})`));

console.log('\nNames that an entry exports');
table(countExports(root, workspaces).map(({ name, exports }) => [name, exports]));

const crossed = cross();
const files = new Set(crossed.map(({ file }) => file));
console.log('\nOne warm after callback, on the direct mount with the memory inbox');
table([
  ['functions', crossed.length],
  ['files', files.size],
]);
if (options.list) list(crossed.map(({ file, name }) => `${file}: ${name}`).sort());

const circular = circles(sources).map((files) => files.join(' -> '));
const upward = upwardImports(sources);
console.log('\nMust be 0');
table([
  ['circles of imports', circular.length],
  ['imports upward between rooms', upward.length],
]);
list([...circular, ...upward]);
if (circular.length + upward.length > 0) {
  console.error(
    '\nThe order of the rooms is in scripts/house/rooms.js: move what is imported down, or pass it in.',
  );
  process.exitCode = 1;
}

function sizes(group) {
  const lines = group.map((source) => source.lines).sort((a, b) => a - b);
  const at = (share) => lines[Math.ceil(share * lines.length) - 1];
  const folders = new Map();
  for (const { path } of group) folders.set(dirname(path), (folders.get(dirname(path)) ?? 0) + 1);
  const [folder, count] = [...folders].reduce((a, b) => (b[1] > a[1] ? b : a));
  const single = group.filter(({ path }) => importers.get(path) === 1);
  const total = lines.reduce((a, b) => a + b, 0);
  return [
    lines.length,
    total,
    at(0.5),
    at(0.9),
    lines.at(-1),
    `${count} in ${folder}`,
    single.length,
    group.filter(isShortWithOneImporter).length,
  ];
}

function countImporters(sources) {
  const counts = new Map();
  for (const target of sources.flatMap(({ imports }) => imports))
    counts.set(target, (counts.get(target) ?? 0) + 1);
  return counts;
}

function cross() {
  const script = fileURLToPath(new URL('house/crossing.js', import.meta.url));
  return JSON.parse(execFileSync(process.execPath, [script, root], { encoding: 'utf8' }));
}

function table(rows) {
  const columns = rows[0].map((_, column) => Math.max(...rows.map((row) => String(row[column]).length)));
  for (const row of rows) {
    const cells = row.map((cell, column) =>
      typeof cell === 'number'
        ? String(cell).padStart(columns[column])
        : String(cell).padEnd(columns[column]),
    );
    console.log(`  ${cells.join('  ')}`.trimEnd());
  }
}

function list(lines) {
  for (const line of lines) console.log(`    ${line}`);
}
