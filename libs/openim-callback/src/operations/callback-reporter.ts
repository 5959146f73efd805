import type { Logger } from '@nestjs/common';
import { looksLikeCommand } from '../intake/target.js';
import type { CallbackFailure } from '../intake/failure.js';
import type { ListenerFailure } from '../listeners/bound-listener.js';
import { isPromise } from '../listeners/settle.js';
import type { CallbackHooks } from './hooks.js';
import { LogThrottle } from './log-throttle.js';
import type { Observer } from './observer.js';

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
  readonly failure = (failure: CallbackFailure): void => {
    const suppressed = this.throttle.enter(failure.reason);
    if (suppressed !== undefined) {
      const more = suppressed > 0 ? ` (and ${suppressed} more like it)` : '';
      const from = failure.remoteAddress ?? 'an unknown address';
      this.logger.warn(
        `${nameOf(failure.command)} from ${from}: ${failure.reason}: ${failure.detail}${more}`,
      );
    }
    this.observer.failed?.(failure);
    this.tell(() => this.hooks.onFailure?.(failure));
  };

  /** A listener failed. */
  readonly listenerError = (failure: ListenerFailure): void => {
    const { listener, context, error, retryIn } = failure;
    const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    const what = `${listener} failed on ${nameOf(context.command)} (event ${context.eventID}, operation ${JSON.stringify(context.operationID)})`;
    const next = retryIn === undefined ? '' : `; attempt ${context.attempt + 1} follows in ${retryIn} ms`;
    this.logger.error(`${what}: ${text}${next}`, error instanceof Error ? error.stack : undefined);
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
  readonly warning = (warning: string): void => this.logger.warn(warning);

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
const nameOf = (command: string | undefined): string =>
  command !== undefined && looksLikeCommand(command) ? command : 'a callback';
