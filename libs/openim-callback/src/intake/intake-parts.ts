import type { CommandKey } from '../contract/commands.js';
import type { OpenImEvent } from '../contract/definition.js';
import type { AcceptedEvent, UnusableCallback } from '../delivery/accepted-event.js';
import type { Inbox } from '../delivery/inbox.js';
import type { BoundListener } from '../listeners/bound-listener.js';
import type { CallbackContext } from '../listeners/callback-context.js';
import type { ListenerRegistry } from '../listeners/listener-registry.js';
import type { ErrorCodeRange } from '../replies/error-codes.js';
import type { AccessControl } from './access/access-control.js';
import type { FailureReply } from './failure-answers.js';
import type { CallbackFailure } from './failure.js';
import type { Answer, RequestHead } from './request.js';

/** The callback that a warning is about. */
export type WarnedCallback = Pick<UnusableCallback, 'id' | 'command' | 'operationID'>;

/** A callback as it is emitted by the service's streams. */
export interface ReceivedCallback<E extends OpenImEvent = OpenImEvent> {
  readonly event: E;
  readonly context: CallbackContext;
}

/** Where usable callbacks are emitted. */
export interface ReceivedStream {
  /** Whether anybody has subscribed. */
  readonly observed: boolean;
  next(callback: ReceivedCallback): void;
}

/**
 * What came of a callback that could be used: an after event is `accepted` as safely as the inbox promises, `held` in
 * memory while its storage fails, or `filtered` since no listener wants it; a before callback is `allowed`, `modified`,
 * `refused`, or `undecided` since its listeners failed.
 */
export type Outcome = 'accepted' | 'held' | 'filtered' | 'allowed' | 'modified' | 'refused' | 'undecided';

/** The request of a callback that failed. */
export interface FailedRequest {
  readonly head: RequestHead;
  /** Its body, as far as it was read. */
  readonly raw: Buffer | undefined;
  readonly answer: Answer;
}

/** What the intake of one module instance works with, and whom it tells. */
export interface IntakeParts {
  readonly instance: string;
  readonly registry: ListenerRegistry;
  readonly inbox: Inbox;
  readonly access: AccessControl;
  /** The commands whose repeated events are suppressed. */
  readonly suppressed: ReadonlySet<CommandKey>;
  /** Milliseconds the listeners of a before callback may take together. */
  readonly deadline: number;
  readonly errCodes: ErrorCodeRange;
  readonly failure: FailureReply;
  /** Told of every callback that failed before or instead of reaching its listeners. */
  readonly onFailure: (failure: CallbackFailure, request: FailedRequest) => void;
  readonly onListenerError: (listener: BoundListener, context: CallbackContext, error: unknown) => void;
  readonly onWarning: (warning: string, callback: WarnedCallback) => void;
  /** Told of a listener that does not want a callback. @default nobody is told */
  readonly onFiltered?: (listener: BoundListener) => void;
  /** Told of every usable callback once its answer is known, while there is somebody to tell. */
  readonly received: ReceivedStream;
  /** Told of the same with what came of it; every other request is told to `onFailure`. @default nobody is told */
  readonly onAnswered?: (head: RequestHead, record: AcceptedEvent, outcome: Outcome, answer: Answer) => void;
}
