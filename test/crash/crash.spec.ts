import { Workplace } from '../processes/driver/workplace.js';
import { runCampaign, type CampaignResult } from './campaign.js';
import { figures, judge } from './judge.js';

const kills = Number(process.env['CRASH_KILLS'] ?? 12);
const seed = Number(process.env['CRASH_SEED'] ?? Date.now() % 1_000_000);

describe(`an app that is killed ${kills} times, seed ${seed}`, () => {
  let workplace: Workplace;
  let result: CampaignResult;

  beforeAll(async () => {
    workplace = await Workplace.make();
    result = await runCampaign({ workplace, kills, seed });
  }, 600_000);

  afterAll(() => workplace.remove());

  it('was killed so often, under traffic', () => {
    expect(result.killed.size).toBe(kills);
    expect(result.traffic.acknowledged).toBeGreaterThan(kills);
  });

  it('loses nothing it has acknowledged, keeps order, repeats only what it could not note', () => {
    const failed = judge(result).filter(({ against }) => against.length > 0);
    expect(failed.map(({ claim, against }) => ({ claim, times: against.length, one: against[0] }))).toEqual(
      [],
    );
    expect(Object.fromEntries(figures(result))['acknowledged and lost']).toBe('0');
  });
});
