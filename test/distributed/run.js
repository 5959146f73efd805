// The full chaos test: node test/distributed/run.js [--kills 100] [--seed n]
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { compile } from '../processes/compile.js';

const { values } = parseArgs({ options: { kills: { type: 'string' }, seed: { type: 'string' } } });
const kills = Number(values.kills ?? 100);
const seed = Number(values.seed ?? Date.now() % 1_000_000);

const compiled = join(await mkdtemp(join(tmpdir(), 'openim-chaos-')), 'compiled');
await compile(compiled);
const load = (path) => import(pathToFileURL(join(compiled, 'test/distributed/chaos', path)).href);
const { runChaos } = await load('campaign.js');
const { figures, judge } = await load('judge.js');

console.log(`Killing three replicas and their Redis ${kills} times, seed ${seed}`);
const onKill = (count) => count % 10 === 0 && console.log(`  ${count} kills`);
const result = await runChaos({ kills, seed, compiled, onKill });
const table = figures(result);
const width = Math.max(...table.map(([name]) => name.length));
console.log();
for (const [name, value] of table) console.log(`${name.padEnd(width)}  ${value}`);
console.log();
const verdicts = judge(result.traffic, result.calls);
for (const { claim, against } of verdicts) {
  console.log(`${against.length === 0 ? 'passed' : 'FAILED'}  ${claim}`);
  if (against.length > 0) console.log(`        ${against.length} times, first:`, JSON.stringify(against[0]));
}
const failed = verdicts.filter(({ against }) => against.length > 0).length;
console.log(`\n${verdicts.length - failed} passed, ${failed} failed`);
await rm(join(compiled, '..'), { recursive: true, force: true });
process.exitCode = failed === 0 ? 0 : 1;
