import type { IncomingHttpHeaders } from 'node:http';
import type { Outcome } from '../../intake/intake-parts.js';
import type { Failure } from '../../intake/failure.js';
import type { ListenerStanding } from '../api.js';

/** How a listener failed. */
export interface KeptError {
  readonly message: string;
  readonly stack: string | undefined;
}

/** A try of a listener, as it goes on. */
export interface KeptAttempt {
  readonly listener: string;
  readonly attempt: number;
  /** In unix milliseconds. */
  readonly at: number;
  /** On the clock of `performance.now()`. */
  readonly startedAt: number;
  /** Undefined while it runs. */
  took: number | undefined;
  error: KeptError | undefined;
  retryIn: number | undefined;
}

/** What is known of a callback when it is kept; all else is worked out when somebody looks. */
export interface KeptFacts {
  readonly id: string;
  readonly instance: string;
  readonly at: number;
  readonly command: string | undefined;
  readonly operationID: string;
  readonly query: string;
  readonly raw: Buffer | undefined;
  readonly trace: string | undefined;
  /** Those that an after event is for. */
  readonly recipients: readonly string[];
  /** Undefined when only a listener's failure was seen. */
  readonly headers: IncomingHttpHeaders | undefined;
  readonly remoteAddress: string | undefined;
  readonly outcome: Outcome | 'failed';
  readonly failure: Failure | undefined;
  readonly took: number;
  readonly answer: Buffer;
  readonly attempts: KeptAttempt[];
  readonly test: boolean;
}

/** A callback that is kept, and what its listeners have done with it. */
export class KeptCallback {
  /** What it takes, roughly: the socket's chunk that holds the body, and the texts of the head. */
  readonly bytes: number;
  /** Its place among the chosen ones of its window. */
  slot = 0;

  constructor(readonly facts: KeptFacts) {
    const { raw, query, operationID, headers = {}, answer } = facts;
    let bytes = (raw?.buffer.byteLength ?? 0) + answer.length + query.length + operationID.length;
    for (const name in headers) bytes += name.length + (headers[name]?.length ?? 0);
    this.bytes = bytes;
  }

  /** How each listener stands. */
  standings(isBefore: boolean): ListenerStanding[] {
    const last = new Map<string, KeptAttempt | undefined>(
      this.facts.recipients.map((listener) => [listener, undefined]),
    );
    for (const attempt of this.facts.attempts) last.set(attempt.listener, attempt);
    return [...last].map(([listener, attempt]) => ({
      listener,
      state: stateOf(attempt, isBefore),
      attempts: attempt?.attempt ?? 0,
    }));
  }
}

/** An attempt that begins now. */
export const beginAttempt = (listener: string, attempt: number): KeptAttempt => ({
  listener,
  attempt,
  at: Date.now(),
  startedAt: performance.now(),
  took: undefined,
  error: undefined,
  retryIn: undefined,
});

/** Notes how an attempt failed, also one whose beginning was not seen. */
export function failAttempt(
  attempts: KeptAttempt[],
  { listener, attempt, error, retryIn }: Pick<KeptAttempt, 'listener' | 'attempt' | 'error' | 'retryIn'>,
): void {
  let failed = attempts.findLast((each) => each.listener === listener && each.attempt === attempt);
  if (!failed) {
    failed = beginAttempt(listener, attempt);
    attempts.push(failed);
  }
  failed.took ??= performance.now() - failed.startedAt;
  failed.error = error;
  failed.retryIn = retryIn;
}

function stateOf(attempt: KeptAttempt | undefined, isBefore: boolean): ListenerStanding['state'] {
  if (!attempt) return 'waiting';
  if (attempt.error) {
    if (attempt.retryIn !== undefined) return 'retrying';
    return isBefore ? 'failed' : 'dead';
  }
  return attempt.took === undefined ? 'running' : 'done';
}
