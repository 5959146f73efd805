import { existsSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { callsIn, type Call } from '../processes/checks/deliveries.js';
import type { AppProcess } from '../processes/driver/app-process.js';
import { randomFrom } from '../processes/driver/random.js';
import { Traffic } from '../processes/driver/traffic.js';
import { until } from '../support/until.js';
import type { Workplace } from '../processes/driver/workplace.js';

/** When a run is killed: while it starts, while it serves callbacks, or while it delivers what is left. */
export type Moment = 'starting' | 'serving' | 'catching up';

/** What a campaign found. */
export interface CampaignResult {
  readonly kills: ReadonlyMap<Moment, number>;
  readonly traffic: Traffic;
  readonly calls: readonly Call[];
  /** The runs that were killed. */
  readonly killed: ReadonlySet<string>;
  /** What the last run had left when its end was asked for. */
  readonly left: { readonly pending: number; readonly deadLetters: number };
  /** Whether the last run has closed the file when it was asked to end. */
  readonly closed: boolean;
  /** What apps wrote to standard error. */
  readonly errors: string;
  readonly milliseconds: number;
}

/** What a campaign is made of. */
export interface CampaignOptions {
  readonly workplace: Workplace;
  readonly kills: number;
  readonly seed: number;
  /** Told after every kill. */
  readonly onKill?: (count: number) => void;
}

/** Milliseconds that no run halts for on a busy machine; the next one sees that it is dead and need not wait. */
const LEASE = 3000;
/** Deliveries side by side, as in the app's defaults. */
export const CONCURRENCY = 16;

/** Kills an app again and again under traffic, then lets it deliver what is left. */
export async function runCampaign(options: CampaignOptions): Promise<CampaignResult> {
  const began = performance.now();
  const { workplace, kills, seed, onKill } = options;
  const random = randomFrom(seed);
  const traffic = new Traffic(randomFrom(seed + 1));
  const moments = new Map<Moment, number>();
  const endings = new Map<string, number>();
  const starts: number[] = [];
  let errors = '';
  for (let count = 1; count <= kills; count++) {
    const moment = pick<Moment>(random, ['starting', 'serving', 'serving', 'serving', 'catching up']);
    const app = workplace.start(`run${count}`, runOptions(random));
    endings.set(app.name, await untilKilled(app, moment, traffic, random, starts));
    errors += app.errors;
    moments.set(moment, (moments.get(moment) ?? 0) + 1);
    onKill?.(count);
  }
  const last = workplace.start('last', { ...runOptions(random), work: 0 });
  const left = await finish(last, traffic);
  await last.end('SIGTERM');
  const calls = [...endings.keys(), last.name].flatMap((name) =>
    callsIn({ entries: workplace.journal(name), endedAt: endings.get(name) ?? Infinity }),
  );
  return {
    kills: moments,
    traffic,
    calls,
    killed: new Set(endings.keys()),
    left,
    // SQLite removes it when the last connection closes the file; a killed process leaves it behind.
    closed: !existsSync(`${workplace.file}-wal`),
    errors: errors + last.errors,
    milliseconds: performance.now() - began,
  };
}

const runOptions = (
  random: () => number,
): { lease: number; concurrency: number; work: number; failEvery: number } => ({
  lease: LEASE,
  concurrency: CONCURRENCY,
  work: pick(random, [0, 1, 5]),
  failEvery: 50,
});

/** Gives the time of the process's end. */
async function untilKilled(
  app: AppProcess,
  moment: Moment,
  traffic: Traffic,
  random: () => number,
  starts: number[],
): Promise<number> {
  const began = performance.now();
  if (moment === 'starting') {
    // Loading the code takes the first half of a start, opening the file and the first deliveries the rest.
    await Promise.race([pause(median(starts) * (0.4 + random())), app.ended]);
  } else {
    const url = await Promise.race([app.listening, app.ended.then(() => undefined)]);
    if (url === undefined) throw new Error(`${app.name} did not start: ${app.errors}`);
    starts.push(performance.now() - began);
    const sending = moment === 'serving' ? traffic.run([url]) : Promise.resolve();
    await pause(random() * 1000);
    app.signal('SIGKILL');
    await sending;
  }
  const { signal, code, at } = await app.end('SIGKILL');
  if (signal !== 'SIGKILL')
    throw new Error(`${app.name} ended by itself with ${String(code)}: ${app.errors}`);
  return at;
}

async function finish(app: AppProcess, traffic: Traffic): Promise<CampaignResult['left']> {
  await traffic.run([await app.listening], { each: 50 });
  return until(
    async () => {
      const { pending, deadLetters } = (await app.state()).state;
      return pending === 0 && { pending, deadLetters };
    },
    'everything is delivered',
    600_000,
  );
}

/** The usual time of a start as far as it is known. */
const median = (values: readonly number[]): number =>
  [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? 1000;

const pick = <T>(random: () => number, choices: readonly [T, ...T[]]): T =>
  choices[Math.floor(random() * choices.length)] ?? choices[0];
