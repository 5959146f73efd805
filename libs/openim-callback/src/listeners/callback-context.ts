import type { Phase } from '../contract/definition.js';
import type { AcceptedEvent } from '../delivery/accepted-event.js';
import { LazySignal, type SignalSource } from '../delivery/lazy-signal.js';
import { decodeConversationKey, type ConversationKey } from './conversation-key.js';

/** What is known of a callback beside its event. The second argument of every listener. */
export interface CallbackContext {
  /** Unique to this event, the same on every attempt to deliver it: use it to make a listener idempotent. */
  readonly eventID: string;
  /**
   * OpenIM's operation id, from the header or else the body; `''` when neither has it. Chosen by the client and
   * shared by all callbacks of one operation: for correlating logs, never an idempotency key.
   */
  readonly operationID: string;
  /** The command's wire name as it arrived, which may be an older name than the event's `callbackCommand`. */
  readonly command: string;
  /** Whether OpenIM waits for an answer. */
  readonly phase: Phase;
  /** The name of the module instance that received it. */
  readonly instance: string;
  /** When it was received. */
  readonly receivedAt: Date;
  /** Which try this is, from 1. Before callbacks have only one. */
  readonly attempt: number;
  /** The body exactly as received, after decompression. */
  readonly raw: Buffer;
  /** The parsed body with every field that OpenIM sent, known to the contract or not, in wire spelling. */
  readonly body: Readonly<Record<string, unknown>>;
  /**
   * The `?key=` of the three message after callbacks of open-im-server main. Anyone can forge one. Undefined
   * when there is none or it cannot be decoded.
   */
  readonly key: ConversationKey | undefined;
  /**
   * Aborts when the deadline of a before callback or the time of an attempt has passed, or the app is shutting
   * down.
   */
  readonly signal: AbortSignal;
}

/** What is known of a batch of events. The second argument of a listener that takes batches. */
export interface BatchContext {
  /** The context of each event, in the order of the events. */
  readonly contexts: readonly CallbackContext[];
  /** The name of the module instance that received them. */
  readonly instance: string;
  /** Aborts when the time of the attempt has passed, or the app is shutting down. */
  readonly signal: AbortSignal;
}

/** The context of one attempt: the record of its callback, and what is made when somebody asks for it. */
export class RecordContext implements CallbackContext {
  readonly #record: AcceptedEvent;
  readonly #source: SignalSource;

  constructor(
    record: AcceptedEvent,
    readonly instance: string,
    readonly attempt: number,
    source: SignalSource = new LazySignal(),
  ) {
    this.#record = record;
    this.#source = source;
  }

  get eventID(): string {
    return this.#record.id;
  }

  get operationID(): string {
    return this.#record.operationID;
  }

  get command(): string {
    return this.#record.command;
  }

  get phase(): Phase {
    return this.#record.definition?.phase ?? 'after';
  }

  get receivedAt(): Date {
    return new Date(this.#record.receivedAt);
  }

  get raw(): Buffer {
    return this.#record.raw;
  }

  get body(): Readonly<Record<string, unknown>> {
    return this.#record.body;
  }

  get key(): ConversationKey | undefined {
    return decodeConversationKey(this.#record.query);
  }

  get signal(): AbortSignal {
    return this.#source.signal;
  }

  /** The trace its callback belongs to, as the tracing wrote it; for the tracing only. */
  get trace(): string | undefined {
    return this.#record.trace;
  }
}

/** The context of one attempt of a batch. */
export class RecordsContext implements BatchContext {
  readonly #source: SignalSource;

  constructor(
    readonly contexts: readonly CallbackContext[],
    readonly instance: string,
    source: SignalSource,
  ) {
    this.#source = source;
  }

  get signal(): AbortSignal {
    return this.#source.signal;
  }
}
