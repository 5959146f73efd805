import type { CommandKey, CommandName } from './commands.js';
import type { OrderingKey } from './event-keys.js';

/** Whether OpenIM waits for the answer (before) or reports what happened (after). */
export type Phase = 'before' | 'after';

/** The part of OpenIM whose process sends a command, with a client and a queue of its own. */
export type OpenImService =
  | 'openim-rpc-msg'
  | 'openim-rpc-friend'
  | 'openim-rpc-group'
  | 'openim-rpc-user'
  | 'openim-rpc-conversation'
  | 'openim-msgtransfer'
  | 'openim-msggateway'
  | 'openim-push';

/** Any event: an object that names its command. */
export interface OpenImEvent {
  readonly callbackCommand: string;
}

/** The reply class of before commands whose answer cannot change anything: they are allowed or refused. */
export class NoReplyFields {}

interface Facts<C extends CommandName, E extends OpenImEvent> {
  /** The wire name. */
  readonly command: C;
  /** The key of webhooks.yml that switches it on. */
  readonly key: CommandKey;
  /** The class of the event. */
  readonly event: new () => E & { readonly callbackCommand: C };
  /** Who sends it. */
  readonly service: OpenImService;
  /** When OpenIM sends it: a phrase that begins with "before", "after" or "never". */
  readonly trigger: string;
  /** The first version of open-im-server that has it under its present name; `main` is expected in v3.8.4. */
  readonly since: string;
  /** What differed in other versions: earlier names, keys and fields. */
  readonly history?: string;
  /** Whether any release has it, and not only the main branch. @default true */
  readonly released?: boolean;
  /** Whether any version from v3.7 on ever sends it. @default true */
  readonly fires?: boolean;
  /** What events of this command are put in order by; none means any order. */
  orderingKey?(event: E): OrderingKey;
  /**
   * What tells a repeated event of this command from a new one; most commands have nothing of the kind. The
   * body's `operationID` is never part of it: the client chooses it and many callbacks share it.
   */
  idempotencyKey?(event: E): string | undefined;
}

/** What is known of one after command. */
export interface AfterDefinition<
  C extends CommandName = CommandName,
  E extends OpenImEvent = OpenImEvent,
> extends Facts<C, E> {
  readonly phase: 'after';
}

/** What is known of one before command. */
export interface BeforeDefinition<
  C extends CommandName = CommandName,
  E extends OpenImEvent = OpenImEvent,
  R extends object = object,
> extends Facts<C, E> {
  readonly phase: 'before';
  /** The class of what an answer can change. */
  readonly reply: new () => R;
}

/** Defines an after command. */
export const after = <C extends CommandName, E extends OpenImEvent>(
  facts: Facts<C, E>,
): AfterDefinition<C, E> => ({ ...facts, phase: 'after' });

/** Defines a before command. */
export const before = <C extends CommandName, E extends OpenImEvent, R extends object>(
  facts: Facts<C, E> & { readonly reply: new () => R },
): BeforeDefinition<C, E, R> => ({ ...facts, phase: 'before' });
