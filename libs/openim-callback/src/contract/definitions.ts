import type { CommandKey, CommandName } from './commands.js';
import { conversationDefinitions } from './conversation/conversation.definitions.js';
import type { AfterDefinition, BeforeDefinition } from './definition.js';
import { friendDefinitions } from './friend/friend.definitions.js';
import { groupMembershipDefinitions } from './group-membership/group-membership.definitions.js';
import { groupProfileDefinitions } from './group-profile/group-profile.definitions.js';
import { groupDefinitions } from './group/group.definitions.js';
import { messageDefinitions } from './message/message.definitions.js';
import { presenceDefinitions } from './presence/presence.definitions.js';
import { pushDefinitions } from './push/push.definitions.js';
import { readDefinitions } from './read/read.definitions.js';
import { userDefinitions } from './user/user.definitions.js';

/** The one table of all commands, by their keys in webhooks.yml (open-im-server main, 2026-07). */
export const definitions = {
  ...messageDefinitions,
  ...readDefinitions,
  ...presenceDefinitions,
  ...pushDefinitions,
  ...friendDefinitions,
  ...groupDefinitions,
  ...groupMembershipDefinitions,
  ...groupProfileDefinitions,
  ...userDefinitions,
  ...conversationDefinitions,
} satisfies Record<CommandKey, AfterDefinition | BeforeDefinition>;

/** What is known of any one command. */
export type Definition = AfterDefinition | BeforeDefinition;

type DefinitionOf<C extends CommandName> = Extract<(typeof definitions)[CommandKey], { command: C }>;

/** The event class of a command. */
export type EventOf<C extends CommandName> = InstanceType<DefinitionOf<C>['event']>;

/** Any event of a known command; `callbackCommand` tells them apart. */
export type AnyEvent = { [C in CommandName]: EventOf<C> }[CommandName];

/** The commands whose answer decides. */
export type BeforeCommandName = Extract<(typeof definitions)[CommandKey], { phase: 'before' }>['command'];

/** The commands that report. */
export type AfterCommandName = Exclude<CommandName, BeforeCommandName>;

/** What an answer to a before command can change. */
export type ReplyFieldsOf<C extends BeforeCommandName> =
  DefinitionOf<C> extends { readonly reply: new () => infer R extends object } ? R : never;

const all: readonly Definition[] = Object.values(definitions);
const byCommand: ReadonlyMap<string, Definition> = new Map(all.map((each) => [each.command, each]));

/** Every definition, in the order of the table. */
export const allDefinitions = (): readonly Definition[] => all;

/** The definition of a wire name, or undefined for a command this version does not know. */
export const findDefinition = (command: string): Definition | undefined => byCommand.get(command);
