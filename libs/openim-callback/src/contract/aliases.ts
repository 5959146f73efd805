import { Command, type CommandName } from './commands.js';
import { allDefinitions, findDefinition, type Definition } from './definitions.js';
import { fieldsOf } from './field-metadata.js';
import { JoiningMemberChange } from './objects.js';
import { isRecord } from './records.js';

/** A name, and perhaps a shape, that a command had in an older OpenIM or has only in the docs. */
export interface Alias {
  /** The command it is today. */
  readonly command: CommandName;
  /** Turns a body of that shape into today's. */
  readonly upgrade: (body: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;
  /** Turns the fields of an answer, in wire spelling, into what that OpenIM reads. */
  readonly downgrade: (
    fields: Readonly<Record<string, unknown>>,
    body: Readonly<Record<string, unknown>>,
  ) => Readonly<Record<string, unknown>>;
}

const unchanged = (fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => fields;

const aliases: Readonly<Record<string, Alias>> = {
  // v3.0 to v3.7: one call for each member, whose fields are at the top level of the request and the answer.
  callbackBeforeMemberJoinGroupCommand: {
    command: Command.beforeMemberJoinGroup,
    upgrade: (body) => ({ ...body, memberList: [{ userID: body['userID'], ex: body['ex'] }] }),
    downgrade: (fields, body) => flattenMember(fields, body['userID']),
  },
  // v3.4.2 to v3.6 and the docs of that time: this name beside today's shape.
  callbackGroupMsgReadCommand: {
    command: Command.afterGroupMsgRead,
    upgrade: unchanged,
    downgrade: unchanged,
  },
};

/** The alias of that name, if it is one. */
export const findAlias = (command: string): Alias | undefined =>
  Object.hasOwn(aliases, command) ? aliases[command] : undefined;

/** A command that this version knows, by whichever of its names it was sent. */
export interface KnownCommand {
  readonly definition: Definition;
  /** Set when it was sent by an older name. */
  readonly alias: Alias | undefined;
}

const known: ReadonlyMap<string, KnownCommand> = new Map<string, KnownCommand>([
  ...allDefinitions().map((definition) => [definition.command, { definition, alias: undefined }] as const),
  ...Object.entries(aliases).flatMap(([name, alias]) => {
    const definition = findDefinition(alias.command);
    return definition ? [[name, { definition, alias }] as const] : [];
  }),
]);

/** What is known of a wire name, today's or an older one; undefined for a command this version does not know. */
export const findCommand = (name: string): KnownCommand | undefined => known.get(name);

/** Today's name of a command that may have arrived by an older one. */
export const currentName = (name: string): string => known.get(name)?.definition.command ?? name;

function flattenMember(
  fields: Readonly<Record<string, unknown>>,
  userID: unknown,
): Readonly<Record<string, unknown>> {
  const { memberCallbackList, ...rest } = fields;
  const changes: unknown[] = Array.isArray(memberCallbackList) ? memberCallbackList : [];
  const change = changes.filter(isRecord).find((each) => each['userID'] === userID);
  const names = fieldsOf(JoiningMemberChange).map((field) => field.name);
  const flat = Object.entries(change ?? {}).filter(([name]) => name !== 'userID' && names.includes(name));
  return { ...rest, ...Object.fromEntries(flat) };
}
