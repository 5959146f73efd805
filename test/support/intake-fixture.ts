import type { CommandKey } from '../../libs/openim-callback/src/contract/commands.js';
import type { Inbox } from '../../libs/openim-callback/src/delivery/inbox.js';
import { MemoryInbox } from '../../libs/openim-callback/src/delivery/inboxes/memory/memory-inbox.js';
import { DEFAULT_RETRY } from '../../libs/openim-callback/src/delivery/retry/retry-policy.js';
import { AccessControl } from '../../libs/openim-callback/src/intake/access/access-control.js';
import type { AccessOptions } from '../../libs/openim-callback/src/intake/access/access-options.js';
import { DEFAULT_FAILURE_REPLY } from '../../libs/openim-callback/src/intake/failure-answers.js';
import type { CallbackFailure } from '../../libs/openim-callback/src/intake/failure.js';
import { Intake } from '../../libs/openim-callback/src/intake/intake.js';
import type { Outcome, ReceivedCallback } from '../../libs/openim-callback/src/intake/intake-parts.js';
import type { Answer, RequestHead } from '../../libs/openim-callback/src/intake/request.js';
import { bindListeners } from '../../libs/openim-callback/src/listeners/listener-registry.js';
import type { ListenerHandler } from '../../libs/openim-callback/src/listeners/bound-listener.js';
import type { Subscription } from '../../libs/openim-callback/src/listeners/listener-metadata.js';
import type {
  AnyListenerOptions,
  FailurePolicy,
} from '../../libs/openim-callback/src/listeners/listener-options.js';
import { DEFAULT_ERROR_CODES } from '../../libs/openim-callback/src/replies/error-codes.js';
import { targetThat } from './delivery-target.js';

/** A listener as the explorer would have found it. */
export interface TestListener {
  /** A command's wire name, or all or the unknown ones. */
  readonly on: Subscription['kind'] | (string & {});
  readonly call: ListenerHandler;
  readonly options?: AnyListenerOptions;
}

/** What an intake is made with here; everything else is the default. */
export interface IntakeSetup {
  readonly listeners?: readonly TestListener[];
  readonly access?: AccessOptions;
  readonly inbox?: Inbox;
  readonly onFailure?: FailurePolicy;
  readonly suppressed?: readonly CommandKey[];
  readonly deadline?: number;
  readonly onReceived?: (callback: ReceivedCallback) => void;
}

/** An intake, and everything it told. */
export interface IntakeFixture {
  readonly intake: Intake;
  readonly failures: CallbackFailure[];
  readonly warnings: string[];
  /** Listeners that did not want a callback, by name. */
  readonly filtered: string[];
  readonly listenerErrors: unknown[];
  readonly received: ReceivedCallback[];
  /** What came of the callbacks that could be used, in order. */
  readonly outcomes: Outcome[];
  /** Sends a body to `/<command>` or to another target; everything that can go wrong becomes an answer. */
  readonly post: (body: unknown, head?: Partial<RequestHead>) => Promise<Answer>;
}

/** Makes an intake of real parts. */
export function intakeWith(setup: IntakeSetup = {}): IntakeFixture {
  const { listeners = [], access = {}, onFailure = 'refuse', deadline = 4000 } = setup;
  const told = {
    failures: [] as CallbackFailure[],
    warnings: [] as string[],
    filtered: [] as string[],
    listenerErrors: [] as unknown[],
    received: [] as ReceivedCallback[],
    outcomes: [] as Outcome[],
  };
  const discovered = listeners.map(({ on, call, options = {} }, index) => ({
    name: `Test.listener${index}`,
    method: `Test.listener${index}`,
    owner: Object,
    metadata: { target: targetOf(on), options },
    call,
  }));
  const intake = new Intake({
    instance: 'default',
    registry: bindListeners(discovered, 'default', { onFailure, retry: DEFAULT_RETRY }),
    inbox: setup.inbox ?? startedInbox(),
    access: new AccessControl(access),
    suppressed: new Set(setup.suppressed),
    deadline,
    errCodes: DEFAULT_ERROR_CODES,
    failure: DEFAULT_FAILURE_REPLY,
    onFailure: (failure) => told.failures.push(failure),
    onListenerError: (_listener, _context, error) => told.listenerErrors.push(error),
    onWarning: (warning) => told.warnings.push(warning),
    onFiltered: ({ name }) => told.filtered.push(name),
    onAnswered: (_head, _facts, outcome) => told.outcomes.push(outcome),
    received: {
      observed: true,
      next: setup.onReceived ?? ((callback) => told.received.push(callback)),
    },
  });
  const post = async (body: unknown, head: Partial<RequestHead> = {}): Promise<Answer> => {
    const admission = intake.admit(headWith({ target: `/${commandOf(body)}`, ...head }));
    return admission.ok ? intake.receive(admission.request, bytesOf(body)) : admission.answer;
  };
  return { intake, ...told, post };
}

/** A request's head as OpenIM sends it, with what a test wants otherwise. */
export const headWith = (given: Partial<RequestHead> = {}): RequestHead => ({
  method: 'POST',
  target: '/',
  headers: { operationid: 'op-1', 'content-type': 'application/json; charset=utf-8' },
  remoteAddress: '127.0.0.1',
  startedAt: performance.now(),
  ...given,
});

/** What an answer says. */
export const said = (answer: Answer): unknown => JSON.parse(answer.body.toString('utf8'));

/** A memory inbox that keeps what it delivers. */
export function startedInbox(): MemoryInbox & { readonly delivered: unknown[] } {
  const delivered: unknown[] = [];
  const inbox = new MemoryInbox();
  void inbox.start(
    targetThat(async ({ event }) => {
      delivered.push(event);
    }),
  );
  return Object.assign(inbox, { delivered });
}

function targetOf(on: string): Subscription {
  return on === 'any' || on === 'unknown' ? { kind: on } : { kind: 'command', command: on };
}

function commandOf(body: unknown): string {
  return typeof body === 'object' && body !== null && 'callbackCommand' in body
    ? String(body.callbackCommand)
    : '';
}

function bytesOf(body: unknown): Buffer {
  if (Buffer.isBuffer(body)) return body;
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}
