import type { EventEmitter } from 'node:events';

/** What ends apps: an orchestrator, Ctrl-C, a closed terminal. */
const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT'];

/**
 * Tells of a signal that comes while the app is already shutting down, which Nest does not heed: somebody does
 * not want to wait. Returns what ends that.
 *
 * Only where somebody listens to a signal already: it ends the process otherwise, and shall go on doing so.
 */
export function onSecondSignal(tell: () => void, signals: EventEmitter = process): () => void {
  const heeded = SIGNALS.filter((signal) => signals.listenerCount(signal) > 0);
  for (const signal of heeded) signals.on(signal, tell);
  return () => heeded.forEach((signal) => signals.off(signal, tell));
}

/** Whether anything ends the app in order when it is told to go. */
export const heedsSignals = (signals: EventEmitter = process): boolean =>
  signals.listenerCount('SIGTERM') > 0;
