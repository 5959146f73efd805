import type { CommandKey } from '../contract/commands.js';
import type { AcceptedEvent, StoredEvent } from '../delivery/accepted-event.js';
import type { BatchedEvent, DeliveryTarget, FailedAttempt } from '../delivery/delivery-target.js';
import type { SignalSource } from '../delivery/lazy-signal.js';
import { NO_SUCH_LISTENER, NonRetriableError } from '../delivery/retry/retry-errors.js';
import { DEFAULT_RETRY } from '../delivery/retry/retry-policy.js';
import { isWanted, type FilterParts } from '../intake/address.js';
import { parseBody } from '../intake/parse-body.js';
import { readCallback } from '../intake/read-callback.js';
import type { BoundListener } from '../listeners/bound-listener.js';
import { RecordContext, RecordsContext } from '../listeners/callback-context.js';
import type { ListenerRegistry } from '../listeners/listener-registry.js';
import { isPromise } from '../delivery/eventually.js';
import { settle } from '../listeners/settle.js';
import type { CallbackReporter } from '../operations/callback-reporter.js';

/** Delivers the events of an inbox to the listeners of a module instance. */
export class ListenerDelivery implements DeliveryTarget {
  /** Listeners that stored events name and the app does not have. */
  private readonly absent = new Map<string, BoundListener>();

  /**
   * @param suppressed the commands whose repeated events are suppressed
   * @param onRevived told of each event that is read back from storage
   */
  constructor(
    private readonly instance: string,
    private readonly registry: ListenerRegistry,
    private readonly reporter: CallbackReporter,
    private readonly suppressed: ReadonlySet<CommandKey>,
    private readonly filtering: FilterParts,
    private readonly onRevived?: (event: AcceptedEvent) => void,
  ) {}

  recipientsOf({ event, recipients }: AcceptedEvent): readonly BoundListener[] {
    const listeners = this.registry.observing(event.callbackCommand);
    if (!recipients) return listeners;
    return recipients.map((name) => listeners.find((each) => each.name === name) ?? this.standInFor(name));
  }

  deliver(
    record: AcceptedEvent,
    listener: BoundListener,
    attempt: number,
    source: SignalSource,
  ): PromiseLike<unknown> | undefined {
    // Of an event that no filter was asked of when it arrived: it could not be read then, or there was no filter.
    if (listener.filter && !record.recipients && attempt === 1 && !isWanted(listener, record, this.filtering))
      return undefined;
    const context = new RecordContext(record, this.instance, attempt, source);
    const result = settle(listener.call(record.event, context));
    return isPromise(result) ? result : undefined;
  }

  deliverBatch(
    batch: readonly BatchedEvent[],
    listener: BoundListener,
    source: SignalSource,
  ): PromiseLike<unknown> | undefined {
    const { instance } = this;
    // As in `deliver`.
    const wanted = batch.filter(
      ({ event, attempt }) =>
        !listener.filter || event.recipients || attempt > 1 || isWanted(listener, event, this.filtering),
    );
    if (wanted.length === 0) return undefined;
    const contexts = wanted.map(({ event, attempt }) => new RecordContext(event, instance, attempt, source));
    const events = wanted.map(({ event }) => event.event);
    const result = settle(listener.batch?.call(events, new RecordsContext(contexts, instance, source)));
    return isPromise(result) ? result : undefined;
  }

  get largestBatch(): number {
    return this.registry.largestBatch;
  }

  revive(stored: StoredEvent): AcceptedEvent {
    const parsed = parseBody(stored.raw);
    if (!parsed.ok) throw new Error(`${parsed.failure.reason}: ${parsed.failure.detail}`);
    const event = readCallback(stored, parsed, this.suppressed);
    this.onRevived?.(event);
    return event;
  }

  failed({ event, listener, attempt, error, retryIn, batch }: FailedAttempt): void {
    const { instance } = this;
    const context = new RecordContext(event, instance, attempt);
    const contexts = batch?.map((each) => new RecordContext(each.event, instance, each.attempt));
    this.reporter.listenerError({ listener, context, error, retryIn, ...(contexts && { contexts }) });
  }

  unreadable({ command, operationID }: StoredEvent, reason: string): void {
    this.reporter.failure({
      reason: 'internal',
      detail: `an accepted event cannot be read back and is a dead letter now: ${reason}`,
      instance: this.instance,
      command,
      operationID,
      remoteAddress: undefined,
    });
  }

  storageChanged(problem: string | undefined): void {
    this.reporter.storage(problem);
  }

  /** Fails for good, so that the event becomes a dead letter of that listener. */
  private standInFor(name: string): BoundListener {
    const known = this.absent.get(name);
    if (known) return known;
    const standIn: BoundListener = {
      name,
      order: 0,
      onFailure: 'refuse',
      retry: DEFAULT_RETRY,
      call: () => {
        throw new NonRetriableError(NO_SUCH_LISTENER);
      },
    };
    this.absent.set(name, standIn);
    return standIn;
  }
}
