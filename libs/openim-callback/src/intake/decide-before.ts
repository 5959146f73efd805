import type { BeforeDefinition } from '../contract/definition.js';
import type { AcceptedEvent } from '../delivery/accepted-event.js';
import { LazySignal } from '../delivery/lazy-signal.js';
import { DeadlineError } from '../listeners/bound-listener.js';
import { RecordContext } from '../listeners/callback-context.js';
import { decide, type Decision } from '../listeners/decide.js';
import { isPromise } from '../delivery/eventually.js';
import { allowBytes, refusalBytes } from '../replies/answer.js';
import { address } from './address.js';
import type { IntakeParts, Outcome } from './intake-parts.js';
import type { Answer, RequestHead } from './request.js';

/** Has the listeners of a before callback decide, and turns their decision into the answer. */
export function decideBefore(
  parts: IntakeParts,
  definition: BeforeDefinition,
  record: AcceptedEvent,
  head: RequestHead,
): Answer | Promise<Answer> {
  const limit = new LazySignal();
  const { event } = record;
  const context = new RecordContext(record, parts.instance, 1, limit);
  const decision = decide(parts.registry.deciding(definition.command), definition, event, context, {
    errCodes: parts.errCodes,
    deadline: parts.deadline,
    timeLeft: () => parts.deadline - (performance.now() - head.startedAt),
    onError: (listener, error) => parts.onListenerError(listener, context, error),
    onWarning: (warning) => parts.onWarning(warning, record),
    ...(parts.onFiltered && { onFiltered: parts.onFiltered }),
    abort: () => limit.abort(new DeadlineError(parts.deadline)),
  });
  const answer = (made: Decision): Answer => {
    const given: Answer = { status: 200, body: bytesOf(parts, definition, record, made) };
    if (parts.received.observed) parts.received.next({ event, context });
    parts.onAnswered?.(head, record, outcomeOf(made), given);
    observe(parts, definition, record);
    return given;
  };
  return isPromise(decision) ? decision.then(answer) : answer(decision);
}

function bytesOf(
  { failure }: IntakeParts,
  definition: BeforeDefinition,
  { event, body }: AcceptedEvent,
  decision: Decision,
): Buffer {
  if (decision.kind === 'allow') return allowBytes(definition, event, decision.changes, body);
  if (decision.kind === 'refuse') return refusalBytes(decision.refusal);
  return refusalBytes({ ...failure, errDlt: 'listener-failed' });
}

/** What came of a before callback. */
export function outcomeOf(decision: Decision): Outcome {
  if (decision.kind === 'refuse') return 'refused';
  if (decision.kind === 'failed') return 'undecided';
  return Object.keys(decision.changes).length === 0 ? 'allowed' : 'modified';
}

/** Shows the event to the observers of everything; the answer does not wait for them. */
function observe(parts: IntakeParts, { command, key }: BeforeDefinition, record: AcceptedEvent): void {
  const observers = parts.registry.observing(command);
  const addressed = observers.length > 0 && address(observers, record, parts);
  if (!addressed) return;
  const lost = (error: unknown): void =>
    parts.onWarning(`${key} is not shown to @OnAnyCallback(): ${String(error)}`, record);
  try {
    const stored = parts.inbox.append(addressed);
    if (isPromise(stored)) stored.catch(lost);
  } catch (error) {
    lost(error);
  }
}
