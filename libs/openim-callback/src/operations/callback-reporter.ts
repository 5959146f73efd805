import type { Logger } from '@nestjs/common';
import { looksLikeCommand } from '../intake/target.js';
import type { CallbackFailure } from '../intake/failure.js';
import type { FailedRequest, WarnedCallback } from '../intake/intake-parts.js';
import type { ListenerFailure } from '../listeners/bound-listener.js';
import { isPromise } from '../delivery/eventually.js';
import { oneLine, withFields } from './log-fields.js';
import { LogThrottle } from './log-throttle.js';
import type { Observer } from './observer.js';

/** What the app can be told of beside the log. */
export interface CallbackHooks {
  /** A callback was turned down, could not be used or could not be stored. */
  readonly onFailure?: (failure: CallbackFailure) => unknown;
  /** A listener threw, was too late or returned something that cannot be sent; `retryIn` says whether it will be tried again. */
  readonly onListenerError?: (failure: ListenerFailure) => unknown;
  /**
   * The inbox's storage has begun to fail, with what to do about it, or, with undefined, is back; also right after it
   * was told that another file is in use in place of one that was damaged or lost.
   */
  readonly onStorage?: (problem: string | undefined) => unknown;
}

const PERIOD = 10_000;

/** Tells the log, the hooks and an observer what went wrong. Never logs bodies, secrets or message content. */
export class CallbackReporter {
  private readonly throttle = new LogThrottle(PERIOD);

  constructor(
    private readonly logger: Logger,
    private readonly hooks: CallbackHooks,
    private readonly observer: Observer = {},
  ) {}

  /** A callback got no further than the intake. */
  readonly failure = (failure: CallbackFailure, request?: FailedRequest): void => {
    const suppressed = this.throttle.enter(failure.reason);
    if (suppressed !== undefined) {
      const more = suppressed > 0 ? ` (and ${suppressed} more like it)` : '';
      const from = failure.remoteAddress ?? 'an unknown address';
      const { reason, detail, operationID, remoteAddress } = failure;
      const text = `${nameOf(failure.command) ?? 'a callback'} from ${from}: ${reason}: ${oneLine(detail)}${more}`;
      const command = nameOf(failure.command) ?? 'unknown';
      this.logger.warn(withFields(text, { command, operationID, reason, remoteAddress }));
    }
    this.observer.failed?.(failure, request);
    this.tell(() => this.hooks.onFailure?.(failure));
  };

  /** A listener failed. */
  readonly listenerError = (failure: ListenerFailure): void => {
    const { listener, context, contexts, error, retryIn } = failure;
    const { eventID, operationID, attempt } = context;
    const named = nameOf(context.command);
    const problem = oneLine(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
    const next = retryIn === undefined ? '' : `; attempt ${attempt + 1} follows in ${retryIn} ms`;
    const batch = contexts?.length;
    const others = batch === undefined ? '' : ` and ${batch - 1} more in its batch`;
    const text = `${listener} failed on ${named ?? 'a callback'}${others}: ${problem}${next}`;
    const command = named ?? 'unknown';
    const reason = 'listener-failed';
    this.logger.error(
      withFields(text, { command, operationID, eventID, reason, listener, attempt, retryIn, batch }),
      error instanceof Error ? stackOf(error, problem) : undefined,
    );
    this.observer.listenerFailed?.(failure);
    this.tell(() => this.hooks.onListenerError?.(failure));
  };

  /** The inbox's storage began to fail, or is back. */
  readonly storage = (problem: string | undefined): void => {
    if (problem === undefined)
      this.logger.log('The storage of the inbox is back: what was held is being stored');
    else this.logger.error(`The storage of the inbox fails: ${problem}`);
    this.tell(() => this.hooks.onStorage?.(problem));
  };

  /** Something was left out of an answer or could not be kept. */
  readonly warning = (warning: string, { id, command, operationID }: WarnedCallback): void => {
    const fields = { command: nameOf(command) ?? 'unknown', operationID, eventID: id, reason: 'warning' };
    this.logger.warn(withFields(oneLine(warning), fields));
  };

  private tell(hook: () => unknown): void {
    const failed = (error: unknown): void => this.logger.error(`a hook failed: ${String(error)}`);
    try {
      const told = hook();
      if (isPromise(told)) told.then(undefined, failed);
    } catch (error) {
      failed(error);
    }
  }
}

/** Commands come from whoever knocks: only what looks like one is shown. */
const nameOf = (command: string | undefined): string | undefined =>
  command !== undefined && looksLikeCommand(command) ? command : undefined;

/** Where an error comes from. Its message may have line breaks, and so is taken from the line. */
const stackOf = ({ stack = '' }: Error, problem: string): string =>
  [
    problem,
    ...stack
      .split('\n')
      .filter((line) => /^ {4}at /.test(line))
      .map(oneLine),
  ].join('\n');
