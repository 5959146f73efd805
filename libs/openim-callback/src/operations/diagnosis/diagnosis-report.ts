import type { FailureReason } from '../../intake/failure.js';

/** What one sender sent in a stretch of time. */
export interface Traffic {
  /** Events a second. */
  readonly rate: number;
  /** Seconds from the arrival of a callback to its answer, on average; 0 when there was none. */
  readonly latency: number;
  /** Events a second that a sender with two workers can send at that latency; undefined when there was none. */
  readonly ceiling: number | undefined;
  /** How busy two workers are with waiting for answers, 1 for always: the rate as a part of the ceiling. */
  readonly utilization: number;
}

/** An OpenIM service at an address: a process of its own, with a queue of its own. */
export interface SourceReport extends Traffic {
  /** Its name, `openim-rpc-msg` for example. */
  readonly service: string;
  readonly address: string;
}

/** What a module instance has found out about what it receives since it started. */
export interface DiagnosisReport {
  /** How often commands came that nobody listens to, by wire name. `unknown` stands for those of no known name. */
  readonly unheard: Readonly<Record<string, number>>;
  /** The commands that listeners name and that never came, in wire names. */
  readonly neverSeen: readonly string[];
  /** When each of the others that listeners name came last, in unix milliseconds. */
  readonly lastSeen: Readonly<Record<string, number>>;
  /** Requests that got no further than the intake, by reason: wrong paths and methods, unauthorised knocks, ... */
  readonly failures: Readonly<Partial<Record<FailureReason, number>>>;
  /** Who sends after callbacks, and how near that is to what they can send. The first 64 of them. */
  readonly sources: readonly SourceReport[];
}
