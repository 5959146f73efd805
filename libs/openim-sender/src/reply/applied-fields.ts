import type { WireCommand } from '../commands/wire-command.js';
import type { WireType } from '../commands/wire-type.js';
import type { ReadReply } from './read-reply.js';

/** The fields of an answer that OpenIM takes over, following each field's rule. */
export function appliedFields(
  row: WireCommand | undefined,
  reply: ReadReply,
  request: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const applied: Record<string, unknown> = {};
  for (const [name, type] of Object.entries(row?.reply ?? {})) {
    const value = reply.fields[name];
    if (type.rule === 'per-member') {
      const members = appliedMembers(value, request['memberList']);
      if (members.length > 0) applied[name] = members;
    } else if (isApplied(type, value)) {
      applied[name] = name === 'users' ? withoutCreateTime(value) : value;
    }
  }
  return applied;
}

function isApplied(type: WireType, value: unknown): boolean {
  switch (type.rule) {
    case 'always':
      return true;
    case 'when-not-null':
      return value !== null;
    case 'when-not-empty':
      return typeof value === 'string' || Array.isArray(value) ? value.length > 0 : false;
    default:
      return false;
  }
}

// UserRegister stores the time of registration, whatever the answer says.
function withoutCreateTime(users: unknown): unknown {
  if (!Array.isArray(users)) return users;
  return users.map((user: object) =>
    Object.fromEntries(Object.entries(user).filter(([name]) => name !== 'createTime')),
  );
}

/**
 * The changes of `memberCallbackList` that take effect: those of users who are joining, each with the fields
 * that are not null.
 */
export function appliedMembers(changes: unknown, joining: unknown): Record<string, unknown>[] {
  const users = new Set(objects(joining).map((member) => member['userID']));
  return objects(changes)
    .filter((change) => users.has(change['userID']))
    .map((change) => Object.fromEntries(Object.entries(change).filter(([, value]) => value !== null)));
}

/** The users named in `memberCallbackList` who are not joining; OpenIM skips them. */
export function unknownMembers(changes: unknown, joining: unknown): string[] {
  const users = new Set(objects(joining).map((member) => member['userID']));
  return objects(changes)
    .filter((change) => !users.has(change['userID']))
    .map((change) => String(change['userID']));
}

function objects(value: unknown): Readonly<Record<string, unknown>>[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  return list.filter(
    (item): item is Readonly<Record<string, unknown>> => typeof item === 'object' && item !== null,
  );
}
