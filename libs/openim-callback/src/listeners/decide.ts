import type { BeforeDefinition, OpenImEvent } from '../contract/definition.js';
import { checkRefusal, type ErrorCodeRange } from '../replies/error-codes.js';
import { InvalidReplyError } from '../replies/invalid-reply.error.js';
import { readReply } from '../replies/read-reply.js';
import { isReply, type Refuse } from '../replies/reply.js';
import { DeadlineError, type BoundListener } from './bound-listener.js';
import type { CallbackContext } from './callback-context.js';
import { isPromise } from '../delivery/eventually.js';
import { settle } from './settle.js';

/** What the listeners of a before callback came to. */
export type Decision =
  | { readonly kind: 'allow'; readonly changes: Readonly<Record<string, unknown>> }
  | { readonly kind: 'refuse'; readonly refusal: Refuse }
  /** A listener could not decide and its policy is to refuse. */
  | { readonly kind: 'failed' };

/** What deciding needs to know and whom to tell. */
export interface DecisionRules {
  readonly errCodes: ErrorCodeRange;
  /** Milliseconds the listeners together may take, from the arrival of the callback. */
  readonly deadline: number;
  /** Milliseconds that are left of it. */
  readonly timeLeft: () => number;
  readonly onError: (listener: BoundListener, error: unknown) => void;
  readonly onWarning: (warning: string) => void;
  /** Told of a listener that does not want the event. @default nobody is told */
  readonly onFiltered?: (listener: BoundListener) => void;
  /** Called when the deadline has passed. */
  readonly abort: () => void;
}

/**
 * Asks the listeners of a before callback in order: the first refusal ends it, modifications merge, later ones
 * win. Nothing is awaited while listeners answer at once.
 */
export const decide = (
  listeners: readonly BoundListener[],
  definition: BeforeDefinition,
  event: OpenImEvent,
  context: CallbackContext,
  rules: DecisionRules,
): Decision | Promise<Decision> => new Deliberation(listeners, definition, event, context, rules).run();

class Deliberation {
  private changes: Readonly<Record<string, unknown>> = {};
  private current = 0;
  private over = false;

  constructor(
    private readonly listeners: readonly BoundListener[],
    private readonly definition: BeforeDefinition,
    private readonly event: OpenImEvent,
    private readonly context: CallbackContext,
    private readonly rules: DecisionRules,
  ) {}

  run(): Decision | Promise<Decision> {
    const decision = this.askOn();
    return isPromise(decision) ? this.beforeDeadline(decision) : decision;
  }

  /** Asks from the current listener on, until one has to be waited for. */
  private askOn(): Decision | Promise<Decision> {
    for (const listener of this.listeners.slice(this.current)) {
      const answer = this.ask(listener);
      if (isPromise(answer)) return this.wait(listener, answer);
      this.current++;
      if (answer) return answer;
    }
    return { kind: 'allow', changes: this.changes };
  }

  private ask(listener: BoundListener): Decision | undefined | PromiseLike<unknown> {
    try {
      if (listener.filter && !listener.filter.wants(this.event)) {
        this.rules.onFiltered?.(listener);
        return undefined;
      }
      const answer = settle(listener.call(this.event, this.context));
      return isPromise(answer) ? answer : this.take(answer);
    } catch (error) {
      return this.fail(listener, error);
    }
  }

  private async wait(listener: BoundListener, answer: PromiseLike<unknown>): Promise<Decision> {
    let ended: Decision | undefined;
    try {
      ended = this.take(await answer);
    } catch (error) {
      ended = this.fail(listener, error);
    }
    this.current++;
    // Past the deadline the answer is out; asking the others would only have side effects.
    return ended ?? (this.over ? { kind: 'failed' } : this.askOn());
  }

  private take(answer: unknown): Decision | undefined {
    if (answer === undefined || answer === null) return undefined;
    if (!isReply(answer)) throw new InvalidReplyError('return allow(), refuse(...), modify(...) or nothing');
    switch (answer.kind) {
      case 'allow':
        return undefined;
      case 'refuse':
        checkRefusal(answer, this.rules.errCodes);
        return { kind: 'refuse', refusal: answer };
      case 'modify': {
        const { fields, warnings } = readReply(this.definition, this.event, answer.fields);
        this.changes = { ...this.changes, ...fields };
        for (const warning of warnings) this.rules.onWarning(warning);
        return undefined;
      }
      default:
        // Made by another version of this library.
        throw new InvalidReplyError('the reply is of a kind that this version does not know');
    }
  }

  private fail(listener: BoundListener, error: unknown): Decision | undefined {
    this.rules.onError(listener, error);
    const refusing =
      error instanceof InvalidReplyError ? error.refusing : isReply(error) && error.kind === 'refuse';
    return refusing || listener.onFailure === 'refuse' ? { kind: 'failed' } : undefined;
  }

  private beforeDeadline(decision: Promise<Decision>): Promise<Decision> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => resolve(this.expire()), Math.max(0, this.rules.timeLeft()));
      decision.then(resolve, reject).finally(() => clearTimeout(timer));
    });
  }

  /** Who has not been heard may have wanted to refuse: one such listener is enough. */
  private expire(): Decision {
    this.over = true;
    const unheard = this.listeners.slice(this.current).filter((each) => mayWant(each, this.event));
    for (const late of unheard.slice(0, 1)) this.rules.onError(late, new DeadlineError(this.rules.deadline));
    this.rules.abort();
    const refuses = unheard.some((each) => each.onFailure === 'refuse');
    return refuses ? { kind: 'failed' } : { kind: 'allow', changes: this.changes };
  }
}

/** A filter that fails says nothing of what its listener would. */
function mayWant({ filter }: BoundListener, event: OpenImEvent): boolean {
  try {
    return !filter || filter.wants(event);
  } catch {
    return true;
  }
}
