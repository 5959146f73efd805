import { runChaos, type ChaosResult } from './chaos/campaign.js';
import { figures, judge } from './chaos/judge.js';

const kills = Number(process.env['CHAOS_KILLS'] ?? 8);
const seed = Number(process.env['CHAOS_SEED'] ?? Date.now() % 1_000_000);

describe(`three replicas and their Redis, killed ${kills} times at random, seed ${seed}`, () => {
  let result: ChaosResult;

  beforeAll(async () => {
    result = await runChaos({ kills, seed });
  }, 300_000);

  it('were killed so often, under traffic', () => {
    expect(result.kills.replica + result.kills.redis).toBe(kills);
    expect(result.traffic.acknowledged).toBeGreaterThan(kills);
  });

  it('lose nothing that was acknowledged and keep order', () => {
    const failed = judge(result.traffic, result.calls).filter(({ against }) => against.length > 0);
    expect(failed.map(({ claim, against }) => ({ claim, times: against.length, one: against[0] }))).toEqual(
      [],
    );
    expect(Object.fromEntries(figures(result))['acknowledged and lost']).toBe('0');
  });
});
