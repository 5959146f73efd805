import type { BeforeDefinition, OpenImEvent } from '../contract/definition.js';
import { DeadlineError } from '../listeners/bound-listener.js';
import { LazySignal } from '../delivery/lazy-signal.js';
import { createContext } from '../listeners/create-context.js';
import { decide, type Decision } from '../listeners/decide.js';
import { isPromise } from '../listeners/settle.js';
import { allowBytes, refusalBytes } from '../replies/answer.js';
import { acceptAfter } from './accept-after.js';
import type { CallbackFacts } from './callback-facts.js';
import type { IntakeParts } from './intake-parts.js';
import { outcomeOf } from './outcome.js';
import type { Answer, RequestHead } from './request.js';

/** Has the listeners of a before callback decide, and turns their decision into the answer. */
export function decideBefore(
  parts: IntakeParts,
  definition: BeforeDefinition,
  event: OpenImEvent,
  facts: CallbackFacts,
  head: RequestHead,
): Answer | Promise<Answer> {
  const limit = new LazySignal();
  const context = createContext(facts, { phase: 'before', instance: parts.instance, attempt: 1 }, limit);
  const decision = decide(parts.registry.deciding(definition.command), definition, event, context, {
    errCodes: parts.errCodes,
    deadline: parts.deadline,
    timeLeft: () => parts.deadline - (performance.now() - head.startedAt),
    onError: (listener, error) => parts.onListenerError(listener, context, error),
    onWarning: (warning) => parts.onWarning(warning, facts),
    abort: () => limit.abort(new DeadlineError(parts.deadline)),
  });
  const answer = (made: Decision): Answer => {
    if (parts.isObserved()) parts.onReceived({ event, context });
    parts.onAnswered?.(head, facts, outcomeOf(made));
    observe(parts, definition, event, facts);
    return { status: 200, body: bytesOf(parts, definition, event, facts, made) };
  };
  return isPromise(decision) ? decision.then(answer) : answer(decision);
}

function bytesOf(
  { failure }: IntakeParts,
  definition: BeforeDefinition,
  event: OpenImEvent,
  { body }: CallbackFacts,
  decision: Decision,
): Buffer {
  if (decision.kind === 'allow') return allowBytes(definition, event, decision.changes, body);
  if (decision.kind === 'refuse') return refusalBytes(decision.refusal);
  return refusalBytes({ ...failure, errDlt: 'listener-failed' });
}

/** Shows the event to the observers of everything; the answer does not wait for them. */
function observe(
  parts: IntakeParts,
  definition: BeforeDefinition,
  event: OpenImEvent,
  facts: CallbackFacts,
): void {
  const lost = (error: unknown): void =>
    parts.onWarning(`${definition.key} is not shown to @OnAnyCallback(): ${String(error)}`, facts);
  try {
    const stored = acceptAfter(parts, definition, event, facts);
    if (isPromise(stored)) stored.catch(lost);
  } catch (error) {
    lost(error);
  }
}
