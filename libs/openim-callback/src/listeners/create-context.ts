import type { Phase } from '../contract/definition.js';
import type { CallbackContext } from './callback-context.js';
import { decodeConversationKey, type ConversationKey } from './conversation-key.js';

/** What a context is made of. */
export interface ContextFacts {
  readonly eventID: string;
  readonly operationID: string;
  readonly command: string;
  readonly phase: Phase;
  readonly instance: string;
  readonly receivedAt: number;
  readonly attempt: number;
  readonly raw: Buffer;
  readonly body: Readonly<Record<string, unknown>>;
  /** The query string, without `?`. */
  readonly query: string;
  /** The trace it belongs to, as the tracing wrote it. */
  readonly trace?: string;
}

/** A context whose costly parts are made when somebody asks for them. */
export class LazyContext implements CallbackContext {
  readonly eventID: string;
  readonly operationID: string;
  readonly command: string;
  readonly phase: Phase;
  readonly instance: string;
  readonly attempt: number;
  readonly raw: Buffer;
  readonly body: Readonly<Record<string, unknown>>;
  /** The trace it belongs to, as the tracing wrote it; for the tracing only. */
  readonly trace: string | undefined;
  private readonly receivedAtMs: number;
  private readonly query: string;
  private controller: AbortController | undefined;

  constructor(
    facts: ContextFacts,
    /** The signal to show, when there is one already. */
    private readonly given?: AbortSignal,
  ) {
    this.eventID = facts.eventID;
    this.operationID = facts.operationID;
    this.command = facts.command;
    this.phase = facts.phase;
    this.instance = facts.instance;
    this.attempt = facts.attempt;
    this.raw = facts.raw;
    this.body = facts.body;
    this.receivedAtMs = facts.receivedAt;
    this.query = facts.query;
    this.trace = facts.trace;
  }

  get receivedAt(): Date {
    return new Date(this.receivedAtMs);
  }

  get key(): ConversationKey | undefined {
    return decodeConversationKey(this.query);
  }

  get signal(): AbortSignal {
    if (this.given) return this.given;
    this.controller ??= new AbortController();
    return this.controller.signal;
  }

  /** Aborts {@link signal}. */
  abort(reason: Error): void {
    this.controller ??= new AbortController();
    this.controller.abort(reason);
  }
}
