import type { CommandKey } from '../contract/commands.js';
import { findDefinition } from '../contract/definitions.js';
import type { AcceptedEvent, StoredEvent } from '../delivery/accepted-event.js';
import type { DeliveryTarget, FailedAttempt, Recipient } from '../delivery/delivery-target.js';
import type { SignalSource } from '../delivery/lazy-signal.js';
import { duplicateKey } from '../intake/duplicate-key.js';
import { parseBody } from '../intake/parse-body.js';
import { toEvent } from '../intake/to-event.js';
import type { BoundListener } from '../listeners/bound-listener.js';
import type { CallbackContext } from '../listeners/callback-context.js';
import { createContext } from '../listeners/create-context.js';
import type { ListenerRegistry } from '../listeners/listener-registry.js';
import { isPromise, settle } from '../listeners/settle.js';
import type { CallbackReporter } from '../operations/callback-reporter.js';

/** Delivers the events of an inbox to the listeners of a module instance. */
export class ListenerTarget implements DeliveryTarget {
  /** @param suppressed the commands whose repeated events are suppressed */
  constructor(
    private readonly instance: string,
    private readonly registry: ListenerRegistry,
    private readonly reporter: CallbackReporter,
    private readonly suppressed: ReadonlySet<CommandKey>,
  ) {}

  recipientsOf({ event }: AcceptedEvent): readonly Recipient[] {
    return this.registry.observing(event.callbackCommand);
  }

  deliver(
    event: AcceptedEvent,
    recipient: Recipient,
    attempt: number,
    source: SignalSource,
  ): PromiseLike<unknown> | undefined {
    const listener = this.listenerOf(event, recipient.name);
    const result = settle(listener.call(event.event, this.contextOf(event, attempt, source)));
    return isPromise(result) ? result : undefined;
  }

  revive(stored: StoredEvent): AcceptedEvent {
    const parsed = parseBody(stored.raw);
    if (!parsed.ok) throw new Error(`${parsed.failure.reason}: ${parsed.failure.detail}`);
    const { body, command } = parsed;
    const event = toEvent(command, body);
    const definition = findDefinition(event.callbackCommand);
    const orderingKey = definition?.orderingKey?.(event);
    const idempotencyKey = duplicateKey(definition, event, this.suppressed);
    return { ...stored, command, body, event, orderingKey, idempotencyKey };
  }

  failed({ event, listener, attempt, error, retryIn }: FailedAttempt): void {
    this.reporter.listenerError({ listener, context: this.contextOf(event, attempt), error, retryIn });
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

  private listenerOf({ event }: AcceptedEvent, name: string): BoundListener {
    const listener = this.registry.observing(event.callbackCommand).find((each) => each.name === name);
    if (!listener) throw new Error(`there is no listener ${name}`);
    return listener;
  }

  private contextOf(event: AcceptedEvent, attempt: number, source?: SignalSource): CallbackContext {
    // Observers of everything get before events this way too.
    const phase = findDefinition(event.event.callbackCommand)?.phase ?? 'after';
    return createContext(event, { phase, instance: this.instance, attempt }, source);
  }
}
