import type { Phase } from '../contract/definition.js';
import { LazySignal, type SignalSource } from '../delivery/lazy-signal.js';
import type { CallbackContext } from './callback-context.js';
import { decodeConversationKey, type ConversationKey } from './conversation-key.js';

/** What was received of a callback, the same on every attempt. */
interface ReceivedFacts {
  readonly operationID: string;
  readonly command: string;
  readonly receivedAt: number;
  readonly raw: Buffer;
  readonly body: Readonly<Record<string, unknown>>;
  /** The query string, without `?`. */
  readonly query: string;
  /** The trace it belongs to, as the tracing wrote it. */
  readonly trace?: string;
}

/** For whom and when it is. */
interface Occasion {
  readonly phase: Phase;
  readonly instance: string;
  readonly attempt: number;
}

/** What a context is made of. */
export interface ContextFacts extends ReceivedFacts, Occasion {
  readonly eventID: string;
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

  constructor(
    facts: ContextFacts,
    private readonly source: SignalSource = new LazySignal(),
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
    return this.source.signal;
  }
}

/**
 * The context of a received callback. Its properties are named one by one: spreading an object into another costs
 * more than everything else here.
 */
export const createContext = (
  callback: ReceivedFacts & { readonly id: string },
  { phase, instance, attempt }: Occasion,
  source?: SignalSource,
): LazyContext =>
  new LazyContext(
    {
      eventID: callback.id,
      operationID: callback.operationID,
      command: callback.command,
      phase,
      instance,
      attempt,
      raw: callback.raw,
      body: callback.body,
      receivedAt: callback.receivedAt,
      query: callback.query,
      trace: callback.trace,
    },
    source,
  );
