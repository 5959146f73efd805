import type { WireType } from './wire-type.js';

/**
 * When OpenIM calls: `before` it does something, and then the answer counts, or `after` it did it, and then
 * the answer is thrown away.
 */
export type Phase = 'before' | 'after';

/** One callback command of open-im-server as it goes over the wire. */
export interface WireCommand {
  /** The last segment of the path and the value of `callbackCommand` in the body. */
  readonly command: string;
  /** The section of `webhooks.yml` that switches it on. */
  readonly key: string;
  /** Never derive it from the name: `callbackBeforeAfterMsgCommand` is an `after` command. */
  readonly phase: Phase;
  /** The first version that has it under this name; `main` is in no release yet. */
  readonly since: string;
  /** Whether release v3.8.3-patch.16 has it; false means the main branch only. */
  readonly released: boolean;
  /** False for a command whose handler nothing in the server calls. */
  readonly fires: boolean;
  /** `key` when the main branch adds `?key=...` to the URL; no release does. */
  readonly query: 'key' | null;
  /** Who is told when the callback is refused; `nobody` means a line in the server's log. */
  readonly refusalSeenBy: RefusalAudience;
  /** The fields of the answer besides the five common ones, by wire name. Empty for `after` commands. */
  readonly reply: Readonly<Record<string, WireType>>;
}

/**
 * Who sees a refusal: the `sender` of a message (WebSocket, without the detail, or REST), the `caller` of a
 * REST operation, which is also what the client SDK uses for users, friends and groups, or `nobody`.
 */
export type RefusalAudience = 'sender' | 'caller' | 'nobody';

interface CommandTraits {
  readonly fires?: boolean;
  readonly query?: 'key';
  readonly refusalSeenBy?: RefusalAudience;
  readonly reply?: Readonly<Record<string, WireType>>;
}

type Facts = Pick<WireCommand, 'command' | 'key' | 'since' | 'phase' | 'refusalSeenBy'>;

const describe = (facts: Facts, traits: CommandTraits): WireCommand => ({
  ...facts,
  released: facts.since !== 'main',
  fires: true,
  query: null,
  reply: {},
  ...traits,
});

/** Describes a `before` command; a refusal goes to the REST caller unless said otherwise. */
export function before(command: string, key: string, since: string, traits: CommandTraits = {}): WireCommand {
  return describe({ command, key, since, phase: 'before', refusalSeenBy: 'caller' }, traits);
}

/** Describes an `after` command; nobody sees a refusal, because there is none. */
export function after(command: string, key: string, since: string, traits: CommandTraits = {}): WireCommand {
  return describe({ command, key, since, phase: 'after', refusalSeenBy: 'nobody' }, traits);
}
