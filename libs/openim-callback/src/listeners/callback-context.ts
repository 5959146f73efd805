import type { Phase } from '../contract/definition.js';
import type { ConversationKey } from './conversation-key.js';

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
