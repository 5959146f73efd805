import { ExitCode } from '../../../exit-code.js';
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
