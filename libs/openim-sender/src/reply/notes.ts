import type { WireCommand } from '../commands/wire-command.js';
import { unknownMembers } from './applied-fields.js';
import type { ReadReply } from './read-reply.js';

type Body = Readonly<Record<string, unknown>>;

/** What the author of an allowing answer may not expect, in plain sentences. */
export function notesOn(
  row: WireCommand | undefined,
  reply: ReadReply,
  request: Body,
  applied: Body,
): string[] {
  return [
    ...verdictNotes(reply),
    ...reply.unknown.map((name) => `unknown field "${name}" is ignored`),
    ...ignoredFieldNotes(row, reply, applied),
    ...wipedFieldNotes(row, reply, request),
    ...commandNotes(row, reply, request, applied),
  ];
}

function verdictNotes({ actionCode, nextCode, errCode }: ReadReply): string[] {
  if (nextCode === 1) return [`nextCode 1 is ignored because actionCode is ${String(actionCode)}, not 0`];
  if (nextCode !== 0) return [`nextCode ${String(nextCode)} lets the operation continue; only 1 refuses`];
  if (errCode !== 0) return [`errCode ${String(errCode)} is ignored because nextCode is not 1`];
  return [];
}

function ignoredFieldNotes(row: WireCommand | undefined, reply: ReadReply, applied: Body): string[] {
  return [...reply.present].flatMap((name) => {
    const type = row?.reply[name];
    if (type === undefined || Object.hasOwn(applied, name) || reply.fields[name] === null) return [];
    if (type.rule === 'never') return [`${name} is read and ignored`];
    return type.rule === 'when-not-empty' ? [`${name} is ignored because it is empty`] : [];
  });
}

function wipedFieldNotes(row: WireCommand | undefined, reply: ReadReply, request: Body): string[] {
  return Object.entries(row?.reply ?? {})
    .filter(([name, { rule }]) => rule === 'always' && isEmpty(reply.fields[name]) && !isEmpty(request[name]))
    .map(([name]) => `${name} is wiped: the answer must echo it`);
}

function commandNotes(
  row: WireCommand | undefined,
  reply: ReadReply,
  request: Body,
  applied: Body,
): string[] {
  switch (row?.command) {
    case 'callbackBeforeMembersJoinGroupCommand':
      return unknownMembers(reply.fields['memberCallbackList'], request['memberList']).map(
        (userID) => `memberCallbackList: "${userID}" is not joining and is skipped`,
      );
    case 'callbackBeforeGroupOnlinePushCommand':
      return Object.hasOwn(applied, 'userIDList') && isNotification(request['contentType'])
        ? ['userIDList on a notification skips the handling of members who leave']
        : [];
    case 'callbackBeforeSetGroupInfoCommand':
    case 'callbackBeforeSetGroupInfoExCommand':
      return differentGroup(applied['groupID'], request['groupID']);
    default:
      return [];
  }
}

function differentGroup(answered: unknown, requested: unknown): string[] {
  if (answered === '') return ['without groupID the operation fails with RecordNotFoundError 1004'];
  return answered === requested ? [] : ['groupID differs from the request: OpenIM changes that other group'];
}

function isNotification(contentType: unknown): boolean {
  return typeof contentType === 'number' && contentType >= 1000 && contentType <= 5000;
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}
