// The full crash test: node test/crash/run.js [--kills 200] [--seed n]
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { compile } from '../processes/compile.js';

const { values } = parseArgs({ options: { kills: { type: 'string' }, seed: { type: 'string' } } });
const kills = Number(values.kills ?? process.env.CRASH_KILLS ?? 200);
const seed = Number(values.seed ?? process.env.CRASH_SEED ?? Date.now() % 1_000_000);

const compiled = join(await mkdtemp(join(tmpdir(), 'openim-crash-')), 'compiled');
await compile(compiled);
const load = (path) => import(pathToFileURL(join(compiled, 'test', path)).href);
const { Workplace } = await load('processes/driver/workplace.js');
const { runCampaign } = await load('crash/campaign.js');
const { figures, judge } = await load('crash/judge.js');

console.log(`Killing an app ${kills} times, seed ${seed}`);
const workplace = await Workplace.make(compiled);
const onKill = (count) => count % 20 === 0 && console.log(`  ${count} kills`);
const result = await runCampaign({ workplace, kills, seed, onKill });
const width = Math.max(...figures(result).map(([name]) => name.length));
console.log();
for (const [name, value] of figures(result)) console.log(`${name.padEnd(width)}  ${value}`);
console.log();
const verdicts = judge(result);
for (const { claim, against } of verdicts) {
  console.log(`${against.length === 0 ? 'passed' : 'FAILED'}  ${claim}`);
  if (against.length > 0) console.log(`        ${against.length} times, first:`, JSON.stringify(against[0]));
}
const failed = verdicts.filter(({ against }) => against.length > 0).length;
console.log(`\n${verdicts.length - failed} passed, ${failed} failed`);
if (failed === 0) {
  await workplace.remove();
  await rm(join(compiled, '..'), { recursive: true, force: true });
} else {
  console.log(`The journals and the file are in ${workplace.folder}`);
  process.exitCode = 1;
}
