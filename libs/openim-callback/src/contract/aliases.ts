import { Command, type CommandName } from './commands.js';
import { fieldsOf } from './field-metadata.js';
import { JoiningMemberChange } from './objects.js';

/** A name and shape that a command had in an older OpenIM, or has only in the docs. */
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
  // v3.0 to v3.7: one call a member, whose fields stand at the top level of the request and of the answer.
  callbackBeforeMemberJoinGroupCommand: {
    command: Command.beforeMemberJoinGroup,
    upgrade: (body) => ({ ...body, memberList: [{ userID: body['userID'], ex: body['ex'] }] }),
    downgrade: (fields, body) => flattenMember(fields, body['userID']),
  },
  // Older docs show this name beside today's shape.
  callbackGroupMsgReadCommand: {
    command: Command.afterGroupMsgRead,
    upgrade: unchanged,
    downgrade: unchanged,
  },
};

/** The alias of that name, if it is one. */
export const findAlias = (command: string): Alias | undefined =>
  Object.hasOwn(aliases, command) ? aliases[command] : undefined;

function flattenMember(
  fields: Readonly<Record<string, unknown>>,
  userID: unknown,
): Readonly<Record<string, unknown>> {
  const { memberCallbackList, ...rest } = fields;
  const changes = Array.isArray(memberCallbackList) ? memberCallbackList : [];
  const change: unknown = changes.find((each: { userID?: unknown }) => each.userID === userID);
  if (typeof change !== 'object' || change === null) return rest;
  const names = new Set(fieldsOf(JoiningMemberChange).map((field) => field.name));
  names.delete('userID');
  return { ...rest, ...Object.fromEntries(Object.entries(change).filter(([name]) => names.has(name))) };
}
