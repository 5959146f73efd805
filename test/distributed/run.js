// The full tests of several replicas, seeded, with their figures: node test/distributed/run.js [--seed n] and one of
//   --kills 100     replicas and Redis are killed so often (the default); with --store PostgreSQL that instead
//   --rolling 3     all replicas are replaced so often
//   --spill 20      Redis and a replica that spills are killed so often
//   --away 60       Redis is away for so many seconds
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { compile } from '../processes/compile.js';

const number = { type: 'string' };
const { values } = parseArgs({
  options: {
    kills: number,
    rolling: number,
    spill: number,
    away: number,
    seed: number,
    store: { type: 'string' },
  },
});
const seed = Number(values.seed ?? Date.now() % 1_000_000);

const compiled = join(await mkdtemp(join(tmpdir(), 'openim-chaos-')), 'compiled');
await compile(compiled);
const load = (path) => import(pathToFileURL(join(compiled, 'test/distributed/chaos', path)).href);

/** Runs what was asked for. */
async function run() {
  if (values.rolling !== undefined) {
    console.log(`Replacing three replicas ${values.rolling} times each, seed ${seed}`);
    return (await load('rolling.js')).runRolling({ rounds: Number(values.rolling), seed, compiled });
  }
  if (values.away !== undefined) {
    console.log(`Redis is away for ${values.away} s, seed ${seed}`);
    return (await load('away.js')).runAway({ seconds: Number(values.away), seed, compiled });
  }
  const onKill = (count) => count % 10 === 0 && console.log(`  ${count} kills`);
  if (values.spill !== undefined) {
    console.log(`Killing Redis and one of three replicas with a spill ${values.spill} times, seed ${seed}`);
    return (await load('spill.js')).runSpill({ kills: Number(values.spill), seed, compiled, onKill });
  }
  const kills = Number(values.kills ?? 100);
  const { store = 'Redis' } = values;
  console.log(`Killing three replicas and their ${store} ${kills} times, seed ${seed}`);
  return (await load('campaign.js')).runChaos({ kills, seed, store, compiled, onKill });
}

const began = performance.now();
const { figures, verdicts } = await run().finally(() =>
  rm(join(compiled, '..'), { recursive: true, force: true }),
);
const table = [...figures, ['duration', `${((performance.now() - began) / 1000).toFixed(0)} s`]];
const width = Math.max(...table.map(([name]) => name.length));
console.log();
for (const [name, value] of table) console.log(`${name.padEnd(width)}  ${value}`);
console.log();
for (const { claim, against } of verdicts) {
  console.log(`${against.length === 0 ? 'passed' : 'FAILED'}  ${claim}`);
  if (against.length > 0) console.log(`        ${against.length} times, first:`, JSON.stringify(against[0]));
}
const failed = verdicts.filter(({ against }) => against.length > 0).length;
console.log(`\n${verdicts.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
