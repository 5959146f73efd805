import type { AcceptedEvent } from '../../delivery/accepted-event.js';
import type { CallbackFailure } from '../../intake/failure.js';
import type { Outcome } from '../../intake/intake-parts.js';
import type { RequestHead } from '../../intake/request.js';
import type { BoundListener, Handler, ListenerFailure } from '../../listeners/bound-listener.js';
import type { BatchContext, CallbackContext } from '../../listeners/callback-context.js';
import { isPromise } from '../../delivery/eventually.js';
import { settle } from '../../listeners/settle.js';
import { boundedCommand } from '../observer.js';
import type { Observer } from '../observer.js';
import type { Instruments } from './instruments.js';

/** Counts and measures what a module instance does. Every label has few values: senders cannot add any. */
export class MetricsObserver implements Observer {
  constructor(
    private readonly receiver: string,
    private readonly instruments: Instruments,
    /** Whether somebody listens to a command. */
    private readonly isHeard: (command: string) => boolean,
  ) {}

  readonly answered = (head: RequestHead, record: AcceptedEvent, outcome: Outcome): void => {
    const { receiver, instruments } = this;
    const { command, phase } = boundedCommand(record.command);
    const heard = this.isHeard(record.event.callbackCommand);
    instruments.requests.inc({ receiver, phase, command, outcome: heard ? outcome : 'unheard' });
    instruments.requestDuration.observe({ receiver, phase }, secondsSince(head.startedAt));
  };

  readonly failed = ({ command: given, reason }: CallbackFailure): void => {
    const { command, phase } = boundedCommand(given);
    const outcome = reason.replaceAll('-', '_');
    this.instruments.requests.inc({ receiver: this.receiver, phase, command, outcome });
  };

  readonly listenerFailed = ({ listener, context, contexts, retryIn }: ListenerFailure): void => {
    const outcome = context.phase === 'after' && retryIn === undefined ? 'dead_letter' : 'failed';
    this.instruments.attempts.inc({ receiver: this.receiver, listener, outcome }, contexts?.length ?? 1);
  };

  readonly filtered = ({ name: listener }: BoundListener): void => {
    this.instruments.filtered.inc({ receiver: this.receiver, listener });
  };

  readonly around = <E, C extends CallbackContext | BatchContext>(
    { name: listener }: Pick<BoundListener, 'name'>,
    call: Handler<E, C>,
  ): Handler<E, C> => {
    const { receiver, instruments } = this;
    const took = (since: number): void =>
      instruments.attemptDuration.observe({ receiver, listener }, secondsSince(since));
    const done = (since: number, context: C): void => {
      took(since);
      const events = 'contexts' in context ? context.contexts.length : 1;
      instruments.attempts.inc({ receiver, listener, outcome: 'done' }, events);
    };
    return (event, context) => {
      const since = performance.now();
      let result: unknown;
      try {
        result = settle(call(event, context));
      } catch (error) {
        took(since);
        throw error;
      }
      if (!isPromise(result)) {
        done(since, context);
        return result;
      }
      return result.then(
        (value) => {
          // One that comes too late has been told as a failure.
          if (context.signal.aborted) took(since);
          else done(since, context);
          return value;
        },
        (error: unknown) => {
          took(since);
          throw error;
        },
      );
    };
  };
}

const secondsSince = (startedAt: number): number => (performance.now() - startedAt) / 1000;
