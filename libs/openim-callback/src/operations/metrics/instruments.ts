import type * as Prom from 'prom-client';
import type { Counter, Histogram, Registry } from 'prom-client';

/** What is counted and measured while callbacks go through. */
export interface Instruments {
  readonly requests: Counter;
  readonly requestDuration: Histogram;
  readonly filtered: Counter;
  readonly attempts: Counter;
  readonly attemptDuration: Histogram;
}

/** From a memory inbox's answer to the longest that OpenIM waits, 15 s. */
const REQUEST_SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15];

/** Listeners of after events may take their time. */
const ATTEMPT_SECONDS = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** The instruments of a registry, made if it has none: module instances share them, told apart by a label. */
export function instrumentsOf({ Counter, Histogram }: typeof Prom, registry: Registry): Instruments {
  const registers = [registry];
  const found = <T>(name: string): T | undefined => registry.getSingleMetric(name) as T | undefined;
  const counter = (name: string, help: string, labelNames: string[]): Counter =>
    found<Counter>(name) ?? new Counter({ name, help, labelNames, registers });
  const histogram = (name: string, help: string, labelNames: string[], buckets: number[]): Histogram =>
    found<Histogram>(name) ?? new Histogram({ name, help, labelNames, buckets, registers });
  return {
    requests: counter(
      'openim_callback_requests_total',
      'Requests at the path of the callbacks, each once, by what came of them.',
      ['receiver', 'phase', 'command', 'outcome'],
    ),
    requestDuration: histogram(
      'openim_callback_request_duration_seconds',
      'Time from the arrival of a callback that could be used to its answer.',
      ['receiver', 'phase'],
      REQUEST_SECONDS,
    ),
    filtered: counter(
      'openim_callback_listener_filtered_total',
      'Callbacks that a listener was not called for, since its option where does not want them.',
      ['receiver', 'listener'],
    ),
    attempts: counter(
      'openim_callback_listener_attempts_total',
      'Calls of listeners that have ended: done, failed, or dead_letter when the listener gave up on the event.',
      ['receiver', 'listener', 'outcome'],
    ),
    attemptDuration: histogram(
      'openim_callback_listener_duration_seconds',
      'Time that calls of listeners took.',
      ['receiver', 'listener'],
      ATTEMPT_SECONDS,
    ),
  };
}
