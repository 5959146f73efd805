import { LazySignal } from '../../libs/openim-callback/src/delivery/lazy-signal.js';
import {
  BeforeSetFriendRemarkEvent,
  definitions,
  type BeforeDefinition,
  type OpenImEvent,
} from '../../libs/openim-callback/src/contract/index.js';
import type {
  BoundListener,
  ListenerHandler,
} from '../../libs/openim-callback/src/listeners/bound-listener.js';
import { DEFAULT_RETRY } from '../../libs/openim-callback/src/delivery/retry/retry-policy.js';
import type { CallbackContext } from '../../libs/openim-callback/src/listeners/callback-context.js';
import { decide, type Decision } from '../../libs/openim-callback/src/listeners/decide.js';
import type { FailurePolicy } from '../../libs/openim-callback/src/listeners/listener-options.js';
import {
  DEFAULT_ERROR_CODES,
  type ErrorCodeRange,
} from '../../libs/openim-callback/src/replies/error-codes.js';
import { contextWith } from './context.js';

/** How a callback is decided on here; everything else is the default. */
export interface Setup {
  readonly definition?: BeforeDefinition;
  readonly event?: OpenImEvent;
  readonly errCodes?: ErrorCodeRange;
  readonly deadline?: number;
  readonly timeLeft?: () => number;
  readonly context?: CallbackContext;
}

/** What came of it, and whom it told what. */
export interface Deliberated {
  readonly decision: Decision | Promise<Decision>;
  readonly context: CallbackContext;
  /** The name of the listener and what went wrong in it. */
  readonly errors: (readonly [string, unknown])[];
  readonly warnings: unknown[][];
  readonly aborts: number[];
}

/** A listener as it is bound at boot. */
export const listenerOf = (
  name: string,
  call: ListenerHandler,
  onFailure: FailurePolicy = 'refuse',
): BoundListener => ({ name, call, onFailure, order: 0, retry: DEFAULT_RETRY });

/** Has listeners decide on a friend's remark, or on what the setup says. */
export function deliberate(listeners: readonly BoundListener[], setup: Setup = {}): Deliberated {
  const { definition = definitions.beforeSetFriendRemark, deadline = 1000 } = setup;
  const event = setup.event ?? new BeforeSetFriendRemarkEvent();
  const limit = new LazySignal();
  const context = setup.context ?? contextWith({ phase: 'before' }, limit);
  const errors: (readonly [string, unknown])[] = [];
  const warnings: unknown[][] = [];
  const aborts: number[] = [];
  const decision = decide(listeners, definition, event, context, {
    errCodes: setup.errCodes ?? DEFAULT_ERROR_CODES,
    deadline,
    timeLeft: setup.timeLeft ?? (() => deadline),
    onError: ({ name }, error) => errors.push([name, error]),
    onWarning: (...args) => warnings.push(args),
    abort: () => {
      aborts.push(errors.length);
      limit.abort(new Error('aborted'));
    },
  });
  return { decision, context, errors, warnings, aborts };
}
