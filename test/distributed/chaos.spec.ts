import { runChaos } from './chaos/campaign.js';
import { failed } from './chaos/judge.js';

const kills = Number(process.env['CHAOS_KILLS'] ?? 8);
const seed = Number(process.env['CHAOS_SEED'] ?? Date.now() % 1_000_000);

it(`three replicas and their Redis, killed ${kills} times at random, seed ${seed}: lose nothing, keep order`, async () => {
  const report = await runChaos({ kills, seed });
  expect(failed(report)).toEqual([]);
  const figures = new Map(report.figures);
  expect(Number(figures.get('kills of a replica')) + Number(figures.get('kills of Redis'))).toBe(kills);
  expect(Number(figures.get('acknowledged'))).toBeGreaterThan(kills);
}, 300_000);
