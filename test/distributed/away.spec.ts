import { runAway } from './chaos/away.js';
import { failed } from './chaos/judge.js';

const seconds = Number(process.env['AWAY_SECONDS'] ?? 6);

it(
  `three replicas whose Redis is away for ${seconds} s under traffic, with a spill: all is acknowledged, in order`,
  async () => {
    const report = await runAway({ seconds, seed: 5 });
    expect(failed(report)).toEqual([]);
  },
  180_000 + seconds * 12_000,
);
