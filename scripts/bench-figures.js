// npm run bench:publish [-- bench/results/run-....json ...]
//
// Writes the figures of the published runs into docs/performance.md, docs/scaling.md and README.md, and draws the
// pictures. Runs that are given are published first: each part replaces the same part that was measured with the same
// major version of Node.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { figuresOf } from './bench/figures.js';
import { majorOf } from './bench/major-of.js';
import { withSections } from './bench/with-sections.js';

const root = new URL('../', import.meta.url);
const results = new URL('bench/results/', root);
const read = (file) => JSON.parse(readFileSync(file, 'utf8'));

mkdirSync(results, { recursive: true });
for (const path of process.argv.slice(2)) publish(read(path));

const published = readdirSync(results)
  .filter((name) => /^node-\d+\.json$/.test(name))
  .map((name) => read(new URL(name, results)));
const { sections, pictures } = await figuresOf(published);
for (const path of ['docs/performance.md', 'docs/scaling.md', 'README.md']) {
  const file = new URL(path, root);
  writeFileSync(file, withSections(readFileSync(file, 'utf8'), sections));
}
mkdirSync(new URL('docs/images/', root), { recursive: true });
for (const [path, svg] of pictures) writeFileSync(new URL(path, root), svg);

function publish(report) {
  for (const [part, entry] of Object.entries(report)) {
    const file = new URL(`node-${majorOf(entry)}.json`, results);
    writeFileSync(file, `${JSON.stringify({ ...readIfThere(file), [part]: entry })}\n`);
  }
}

function readIfThere(file) {
  try {
    return read(file);
  } catch (error) {
    if (error.code === 'ENOENT') return {};
    throw error;
  }
}
