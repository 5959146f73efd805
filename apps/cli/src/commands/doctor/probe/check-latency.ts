import { percentile, formatDuration } from '../../../output/milliseconds.js';
import { type Finding, found } from '../../../webhooks/finding.js';

/** How fast answers come, in milliseconds, and what one OpenIM process can send at that. */
export interface Latency {
  readonly median: number;
  readonly max: number;
  /** 2/L: the two workers of its queue send one after callback each at a time. */
  readonly afterPerSecond: number;
  /** 100/L: it has at most 100 connections for before callbacks. */
  readonly beforePerSecond: number;
}

/** The latency of these answers, in milliseconds; null of none. */
export function latencyOf(milliseconds: readonly number[]): Latency | null {
  const median = percentile(milliseconds, 50);
  if (median === undefined) return null;
  const seconds = median / 1000;
  return {
    median,
    max: Math.max(...milliseconds),
    afterPerSecond: 2 / seconds,
    beforePerSecond: 100 / seconds,
  };
}

/** Events a second below which a receiver is slow for any use. */
const SLOW = 20;

/** How much of the capacity may be used: a queue that is nearly full drops bursts. */
const HEADROOM = 1.25;

/** @param rate events a second that one OpenIM process has to send, when that is known */
export function checkLatency(latency: Latency | null, rate: number | undefined): readonly Finding[] {
  if (latency === null) return [];
  const needed = rate === undefined ? SLOW : rate * HEADROOM;
  if (latency.afterPerSecond >= needed) return [];
  const against = rate === undefined ? '' : `, and it has ${rate} to send`;
  return [
    found({
      code: 'slow-answers',
      severity: 'warning',
      reason: `answers take ${formatDuration(latency.median)}, so that one OpenIM process sends ${latency.afterPerSecond.toFixed(1)} after callbacks a second${against}; what its queue of 100 cannot hold is dropped without a trace`,
      fix: 'bring the app nearer to OpenIM, give it more CPU, or take what is slow out of the way (proxy, guards, interceptors)',
    }),
  ];
}
