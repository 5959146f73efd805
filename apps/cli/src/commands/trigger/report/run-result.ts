import { ExitCode } from '../../../command-line.js';
import type { BurstReport } from '../burst.js';
import type { TriggerPlan } from '../plan-trigger.js';
import type { Tally } from '../tally.js';
import { exitCodeOf } from '../verdict.js';

/** A run that is over, one way or another. */
export interface RunResult {
  readonly plan: TriggerPlan;
  readonly tally: Tally;
  /** Null without `--burst`. */
  readonly burst: BurstReport | null;
  readonly interrupted: boolean;
  readonly elapsedMilliseconds: number;
}

/** What the process exits with after this run. */
export function exitCodeOfRun({ tally, burst, interrupted }: RunResult): number {
  if (interrupted) return ExitCode.interrupted;
  if (burst !== null && burst.dropped > 0) return ExitCode.dropped;
  return exitCodeOf(tally.groups.map(({ verdict }) => verdict));
}

/** How much one OpenIM process could send to this receiver. */
export interface Capacity {
  readonly callbacksPerSecond: number;
  /** What sets the limit: the workers of the queue of after callbacks, or the connections of before callbacks. */
  readonly limit: '2 workers' | '100 connections';
  readonly meanMilliseconds: number;
}

/** What OpenIM could send at the latency measured; undefined when nothing was answered. */
export function capacityOf({ plan, tally }: RunResult): Capacity | undefined {
  const meanMilliseconds = tally.meanMilliseconds;
  if (meanMilliseconds === undefined) return undefined;
  const after = plan.command.phase === 'after';
  return {
    callbacksPerSecond: ((after ? 2 : 100) * 1000) / meanMilliseconds,
    limit: after ? '2 workers' : '100 connections',
    meanMilliseconds,
  };
}
