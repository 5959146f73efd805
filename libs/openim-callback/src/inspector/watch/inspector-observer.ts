import { randomUUID } from 'node:crypto';
import { isObservable } from 'rxjs';
import type { AcceptedEvent } from '../../delivery/accepted-event.js';
import type { CallbackFailure } from '../../intake/failure.js';
import type { FailedRequest, Outcome } from '../../intake/intake-parts.js';
import type { Answer, RequestHead } from '../../intake/request.js';
import type { BoundListener, Handler, ListenerFailure } from '../../listeners/bound-listener.js';
import { RecordContext, type BatchContext, type CallbackContext } from '../../listeners/callback-context.js';
import type { ListenerRegistry } from '../../listeners/listener-registry.js';
import { isPromise } from '../../delivery/eventually.js';
import { settle } from '../../listeners/settle.js';
import type { Observer } from '../../operations/observer.js';
import { ALLOW_BYTES } from '../../replies/answer.js';
import type { CallbackKeeper } from './callback-keeper.js';
import { failAttempt, type KeptAttempt, type KeptError } from './kept-callback.js';
import { RateCounter } from './minute-rates.js';

/** Characters of an error that are kept. */
const LONGEST_MESSAGE = 2000;
const LONGEST_STACK = 8000;

const NOTHING = Buffer.alloc(0);

/** Watches one module instance for the inspector. */
export class InspectorObserver implements Observer {
  readonly rates = new RateCounter();

  /** @param registry gives the instance's listeners once they are known */
  constructor(
    private readonly instance: string,
    private readonly keeper: CallbackKeeper,
    private readonly registry: () => ListenerRegistry | undefined,
  ) {}

  readonly answered = (head: RequestHead, record: AcceptedEvent, outcome: Outcome, answer: Answer): void => {
    const { current } = this.rates;
    current.received++;
    if (outcome === 'refused') current.refused++;
    if (outcome === 'undecided') current.failed++;
    this.keepAnswered(head, record, outcome, answer, false);
  };

  readonly failed = (failure: CallbackFailure, request?: FailedRequest): void => {
    this.rates.current.received++;
    this.rates.current.failed++;
    this.keepFailed(failure, request, false);
  };

  readonly listenerFailed = (failed: ListenerFailure): void => {
    const { context, contexts = [context] } = failed;
    for (const each of contexts) this.attemptFailed(failed, each);
  };

  readonly revived = ({ id, raw }: AcceptedEvent): void => this.keeper.recognise(id, raw);

  private attemptFailed({ listener, error, retryIn }: ListenerFailure, context: CallbackContext): void {
    const { eventID, attempt, raw, phase } = context;
    if (phase === 'after') this.rates.current[retryIn === undefined ? 'dead' : 'retried']++;
    const kept = this.keeper.find(eventID)?.facts.attempts;
    const attempts = kept ?? (phase === 'after' ? this.keepLate(context) : this.keeper.attemptsUntilNow(raw));
    if (!attempts) return;
    failAttempt(attempts, { listener, attempt, error: describe(error), retryIn });
    this.keeper.noteChange(eventID);
  }

  readonly around = <E, C extends CallbackContext | BatchContext>(
    { name }: Pick<BoundListener, 'name'>,
    call: Handler<E, C>,
  ): Handler<E, C> => {
    return (event, context) => {
      if ('contexts' in context) {
        const begun = context.contexts.map((each) => [each, this.begin(name, each)] as const);
        return whenDone(call(event, context), () => {
          for (const [each, attempt] of begun) this.ended(each, attempt);
        });
      }
      const attempt = this.begin(name, context);
      const result = call(event, context);
      if (isPromise(result) || isObservable(result))
        return whenDone(result, () => this.ended(context, attempt));
      this.ended(context, attempt);
      return result;
    };
  };

  /** Keeps a callback that was answered, if it is chosen, and gives its id. */
  keepAnswered(
    head: RequestHead,
    record: AcceptedEvent,
    outcome: Outcome,
    { body: answer }: Answer,
    test: boolean,
  ): string {
    const { keeper } = this;
    const { id, command, operationID, receivedAt, query, raw, trace, definition } = record;
    const isAfter = definition?.phase !== 'before';
    const attempts = isAfter ? undefined : keeper.takeUnanswered(raw);
    keeper.seen++;
    const notable = test || outcome === 'refused' || outcome === 'undecided' || outcome === 'held';
    if (!keeper.chooses(notable, receivedAt)) return id;
    keeper.keep(notable, {
      id,
      instance: this.instance,
      at: receivedAt,
      command,
      operationID,
      query,
      raw,
      trace,
      recipients: isAfter && outcome !== 'filtered' ? this.recipientsOf(record) : [],
      headers: head.headers,
      remoteAddress: head.remoteAddress,
      outcome,
      failure: undefined,
      took: performance.now() - head.startedAt,
      answer,
      attempts: attempts ?? [],
      test,
    });
    return id;
  }

  /** The same for one that got no further than the intake. */
  keepFailed(failure: CallbackFailure, request: FailedRequest | undefined, test: boolean): string {
    const id = randomUUID();
    const at = Date.now();
    this.keeper.seen++;
    if (!this.keeper.chooses(true, at)) return id;
    const { command, operationID = '', reason, detail, remoteAddress } = failure;
    const { head, raw, answer } = request ?? {};
    this.keeper.keep(true, {
      id,
      instance: this.instance,
      at,
      command,
      operationID,
      query: head?.target.split('?')[1] ?? '',
      raw,
      trace: undefined,
      recipients: [],
      headers: head?.headers,
      remoteAddress,
      outcome: 'failed',
      failure: { reason, detail },
      took: head ? performance.now() - head.startedAt : 0,
      answer: answer?.body ?? NOTHING,
      attempts: [],
      test,
    });
    return id;
  }

  /** Keeps an event whose listener has failed, although it was not chosen when it came, or came to another process. */
  private keepLate(context: CallbackContext): KeptAttempt[] | undefined {
    if (!this.keeper.chooses(true, Date.now())) return undefined;
    const { eventID, command, operationID, receivedAt, raw } = context;
    const trace = context instanceof RecordContext ? context.trace : undefined;
    const { facts } = this.keeper.keep(true, {
      id: eventID,
      instance: this.instance,
      at: receivedAt.getTime(),
      command,
      operationID,
      query: '',
      raw,
      trace,
      recipients: [],
      headers: undefined,
      remoteAddress: undefined,
      outcome: 'accepted',
      failure: undefined,
      took: 0,
      answer: ALLOW_BYTES,
      attempts: [],
      test: false,
    });
    return facts.attempts;
  }

  private recipientsOf({ event, recipients }: AcceptedEvent): readonly string[] {
    if (recipients) return recipients;
    return (this.registry()?.observing(event.callbackCommand) ?? []).map(({ name }) => name);
  }

  private begin(name: string, context: CallbackContext): KeptAttempt | undefined {
    return this.keeper.begin(context, name, context.phase === 'after');
  }

  private ended(context: CallbackContext, attempt: KeptAttempt | undefined): void {
    if (context.phase === 'after') this.rates.current.delivered++;
    // One that comes too late has been told as a failure.
    if (!attempt || attempt.took !== undefined) return;
    attempt.took = performance.now() - attempt.startedAt;
    this.keeper.noteChange(context.eventID);
  }
}

/** Calls something when a result is there, and gives the result. */
function whenDone(result: unknown, done: () => void): unknown {
  if (isPromise(result)) return result.then((value) => whenDone(value, done));
  if (isObservable(result)) return whenDone(settle(result), done);
  done();
  return result;
}

function describe(error: unknown): KeptError {
  const isError = error instanceof Error;
  const message = isError ? `${error.name}: ${error.message}` : String(error);
  return {
    message: cut(message, LONGEST_MESSAGE),
    stack: isError && error.stack !== undefined ? cut(error.stack, LONGEST_STACK) : undefined,
  };
}

/** A part of a long text that does not keep the whole of it in memory, as `slice` alone does. */
const cut = (text: string, length: number): string =>
  text.length > length ? Buffer.from(text.slice(0, length)).toString() : text;
