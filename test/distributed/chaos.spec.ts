import { runChaos } from './chaos/campaign.js';
import { failed } from './chaos/judge.js';
import { STORES } from './support/store-server.js';

const kills = Number(process.env['CHAOS_KILLS'] ?? 8);
const seed = Number(process.env['CHAOS_SEED'] ?? Date.now() % 1_000_000);

it.each(STORES.map(([store]) => store))(
  `three replicas and their %s, killed ${kills} times at random, seed ${seed}: lose nothing, keep order`,
  async (store) => {
    const report = await runChaos({ kills, seed, store });
    expect(failed(report)).toEqual([]);
    const figures = new Map(report.figures);
    const killed = ['a replica', store].map((what) => Number(figures.get(`kills of ${what}`)));
    expect(killed.reduce((sum, count) => sum + count)).toBe(kills);
    expect(Number(figures.get('acknowledged'))).toBeGreaterThan(kills);
  },
  300_000,
);
