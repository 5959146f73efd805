import type { RunResult } from './run-result.js';

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
