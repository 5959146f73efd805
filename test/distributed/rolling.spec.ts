import { failed } from './chaos/judge.js';
import { runRolling } from './chaos/rolling.js';

const variants = (['express', 'fastify'] as const).flatMap((framework) =>
  (['controller', 'direct'] as const).map((mount) => ({ framework, mount })),
);

it.each(variants)(
  'a rolling restart of three replicas under traffic, $framework with the $mount mount: nothing is lost or doubled',
  async (app) => {
    const report = await runRolling({ ...app, seed: 3 });
    expect(failed(report)).toEqual([]);
    expect(Number(new Map(report.figures).get('acknowledged'))).toBeGreaterThan(100);
  },
  300_000,
);
