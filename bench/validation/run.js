// npm run bench:validation [-- --rounds N] [--json file]
//
// What it costs to make a checked event of a parsed body, beside JSON.parse of the same body. All in one process and
// in CPU time, so that the ratios hold on a busy machine too. Prints Markdown; wants `npm run build` before it.
import { writeFileSync } from 'node:fs';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { ratios, summarize } from '../lib/stats.js';
import { spread, table } from '../lib/table.js';
import { samples } from './bodies.js';
import { measure, PARSE } from './measure.js';
import { compareReaders, readers } from './readers.js';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '15' }, json: { type: 'string' } },
});
const rounds = Number(values.rounds);

const compared = samples.map(compareReaders).reduce((sum, count) => sum + count);
const results = samples.map((sample) => ({ title: sample.title, times: measure(sample, rounds) }));

const [ours = '', ...others] = Object.keys(readers);
const columns = [PARSE, ours, ...others];
console.log(
  [
    `## From a parsed body to a checked event (Node ${process.version})`,
    `Compared first: ${compared} bodies, right and wrong ones, came to the same event or the same messages.`,
    `Nanoseconds of CPU time for one body, then how many times the library's: median (min-max) of ${rounds} rounds.`,
    table(
      ['body', ...columns.map((name) => `${name}, ns`), ...others.map((name) => `${name}, ratio`)],
      results.map(({ title, times }) => [
        title,
        ...columns.map((name) => spread(summarize(times[name] ?? []))),
        ...others.map((name) => spread(ratios(times[name] ?? [], times[ours] ?? []))),
      ]),
    ),
  ].join('\n\n'),
);
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(results, null, 2)}\n`);
