import type { CommandKey, CommandName } from '../contract/commands.js';
import type { Phase } from '../contract/definition.js';

/** What webhooks.yml must say for one module instance of an app. */
export interface WebhooksPlan {
  /** The name of the module instance. */
  readonly instance: string;
  /** Its option `path`, without the app's global prefix and versions. */
  readonly path: string;
  /** Milliseconds its before listeners may take; undefined while a factory that has not run decides that. */
  readonly deadline: number | undefined;
  /** Whether an `@OnAnyCallback()` listener sees whatever else is enabled. */
  readonly observesAll: boolean;
  /** The callbacks that have listeners of their own, in the order of the contract. */
  readonly callbacks: readonly PlannedCallback[];
}

/** A callback that somebody listens to. */
export interface PlannedCallback {
  /** The section of webhooks.yml that enables it. */
  readonly key: CommandKey;
  readonly command: CommandName;
  readonly phase: Phase;
  /** The name of each listener, or else its class and method. */
  readonly listeners: readonly string[];
  /** Whole seconds for `timeout`. */
  readonly timeout: number;
  /** Content types that no listener wants, by their filters, for `deniedTypes`; absent when none follow from them. */
  readonly deniedTypes?: readonly number[];
  /**
   * The only receivers that a listener wants, for `attentionIds`; absent when they do not follow from the filters.
   * open-im-server main compares receivers, v3.8.3 senders too: {@link knownTo} leaves it out for that.
   */
  readonly attentionIds?: readonly string[];
  /** Whether a release has it; false means open-im-server main only. */
  readonly released: boolean;
  /** False for the one that no OpenIM sends. */
  readonly fires: boolean;
}

/**
 * The callbacks whose filters in webhooks.yml, `deniedTypes` and the like, OpenIM applies (rpc-msg; afterMsgSaveDB:
 * msgtransfer of main).
 */
export const FILTERED_CALLBACKS: ReadonlySet<string> = new Set<CommandKey>([
  'beforeSendSingleMsg',
  'beforeSendGroupMsg',
  'beforeMsgModify',
  'afterSendSingleMsg',
  'afterSendGroupMsg',
  'afterMsgSaveDB',
]);

/** The seconds after which OpenIM gives up, whatever `timeout` says. */
export const LONGEST_TIMEOUT = 15;

/** `timeout` in the webhooks.yml that OpenIM ships, in seconds. */
export const STOCK_TIMEOUT = 5;

/** Milliseconds between the listeners' deadline and OpenIM's, for the way there and back. */
const MARGIN = 500;

/**
 * The `timeout` for callbacks of a phase, in seconds: OpenIM's own, or more where the listeners may take longer,
 * and never more than OpenIM waits. An after callback is answered before its listeners run.
 *
 * @param deadline milliseconds that before listeners may take
 */
export function timeoutFor(phase: Phase, deadline: number): number {
  if (phase === 'after') return STOCK_TIMEOUT;
  return Math.min(LONGEST_TIMEOUT, Math.max(STOCK_TIMEOUT, Math.ceil((deadline + MARGIN) / 1000)));
}
