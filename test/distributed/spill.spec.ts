import { failed } from './chaos/judge.js';
import { runSpill } from './chaos/spill.js';

const kills = Number(process.env['SPILL_KILLS'] ?? 4);
const seed = Number(process.env['SPILL_SEED'] ?? Date.now() % 1_000_000);

it(`Redis and a replica with a spill are killed ${kills} times, seed ${seed}: nothing acknowledged is lost`, async () => {
  const report = await runSpill({ kills, seed });
  expect(failed(report)).toEqual([]);
  expect(new Map(report.figures).get('kills of Redis and a replica')).toBe(`${kills}`);
}, 300_000);
