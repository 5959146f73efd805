import { runChaos } from './chaos/campaign.js';
import { failed } from './chaos/judge.js';
import { ENGINES } from './support/engine-server.js';

const kills = Number(process.env['CHAOS_KILLS'] ?? 8);
const seed = Number(process.env['CHAOS_SEED'] ?? Date.now() % 1_000_000);

it.each(ENGINES.map(([engine]) => engine))(
  `three replicas and their %s, killed ${kills} times at random, seed ${seed}: lose nothing, keep order`,
  async (engine) => {
    const report = await runChaos({ kills, seed, engine });
    expect(failed(report)).toEqual([]);
    const figures = new Map(report.figures);
    const killed = ['a replica', engine].map((what) => Number(figures.get(`kills of ${what}`)));
    expect(killed.reduce((sum, count) => sum + count)).toBe(kills);
    expect(Number(figures.get('acknowledged'))).toBeGreaterThan(kills);
  },
  300_000,
);
