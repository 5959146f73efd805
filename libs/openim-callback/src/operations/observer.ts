import { findCommand } from '../contract/aliases.js';
import type { Phase } from '../contract/definition.js';
import type { AcceptedEvent } from '../delivery/accepted-event.js';
import type { CallbackFailure } from '../intake/failure.js';
import type { FailedRequest, Outcome } from '../intake/intake-parts.js';
import type { Answer, RequestHead } from '../intake/request.js';
import type { Around, BoundListener, ListenerFailure } from '../listeners/bound-listener.js';

/**
 * Watches what a module instance does. Called while callbacks wait for their answers: it must be quick and must
 * not throw.
 */
export interface Observer {
  /** A callback that could be used was answered. */
  readonly answered?: (head: RequestHead, record: AcceptedEvent, outcome: Outcome, answer: Answer) => void;
  /** A request got no further than the intake; without a request for one that came to another path. */
  readonly failed?: (failure: CallbackFailure, request?: FailedRequest) => void;
  /** A listener failed. */
  readonly listenerFailed?: (failure: ListenerFailure) => void;
  /** A listener does not want a callback. */
  readonly filtered?: (listener: BoundListener) => void;
  /** An accepted event was read back from storage: its record is another one than that which was answered. */
  readonly revived?: (record: AcceptedEvent) => void;
  /** Puts itself around a listener, when the app boots. */
  readonly around?: Around;
}

/** One observer for several, the last the outermost. What nobody watches is left out, so that it costs nothing. */
export function joinObservers(observers: readonly Observer[]): Observer {
  const answered = observers.flatMap((each) => each.answered ?? []);
  const failed = observers.flatMap((each) => each.failed ?? []);
  const listenerFailed = observers.flatMap((each) => each.listenerFailed ?? []);
  const filtered = observers.flatMap((each) => each.filtered ?? []);
  const revived = observers.flatMap((each) => each.revived ?? []);
  const around = observers.flatMap((each) => each.around ?? []);
  return {
    ...(answered.length > 0 && { answered: tellAll(answered) }),
    ...(failed.length > 0 && { failed: tellAll(failed) }),
    ...(listenerFailed.length > 0 && { listenerFailed: tellAll(listenerFailed) }),
    ...(filtered.length > 0 && { filtered: tellAll(filtered) }),
    ...(revived.length > 0 && { revived: tellAll(revived) }),
    ...(around.length > 0 && {
      around: (listener, call) => around.reduce((inner, wrap) => wrap(listener, inner), call),
    }),
  };
}

/** A command as a label: one of the contract's, or `unknown`, since senders choose what they send. */
export interface BoundedCommand {
  readonly command: string;
  readonly phase: Phase | 'unknown';
}

const UNKNOWN: BoundedCommand = { command: 'unknown', phase: 'unknown' };

/** Bounds a command as it arrived; older names count as today's. */
export const boundedCommand = (command: string | undefined): BoundedCommand =>
  (command === undefined ? undefined : findCommand(command)?.definition) ?? UNKNOWN;

/** Tells all of them; the only one itself, which costs nothing. In pairs, so that V8 knows whom it calls. */
const tellAll = <A extends unknown[]>(observers: readonly ((...args: A) => void)[]): ((...args: A) => void) =>
  observers.reduce((first, second) => (...args) => {
    first(...args);
    second(...args);
  });
