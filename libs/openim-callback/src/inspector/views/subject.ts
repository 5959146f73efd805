import type { OpenImEvent } from '../../contract/definition.js';
import { isRecord } from '../../contract/records.js';

/** Who did it: the first of these fields that an event has. */
const ACTORS = [
  'sendID',
  'fromUserID',
  'creatorUserID',
  'ownerUserID',
  'oldOwnerUserID',
  'inviterUserID',
  'applyID',
  'userID',
];

/** To whom. */
const OTHERS = [
  'recvID',
  'receiveID',
  'toUserID',
  'friendUserID',
  'friendUserIDs',
  'blackUserID',
  'newOwnerUserID',
  'invitedUserIDs',
  'kickedUserIDs',
  'memberList',
  'users',
];

/** Who did it to whom, and in which conversation: `u1 to u2`, `u1 in group g1`, `3 users in group g1`. */
export function subjectOf(event: OpenImEvent): string {
  const fields: ReadonlyMap<string, unknown> = new Map<string, unknown>(Object.entries(event));
  const first = (names: readonly string[]): string | undefined =>
    names.map((name) => idOf(fields.get(name))).find((id) => id !== undefined);
  const actor = first(ACTORS);
  const other = first(OTHERS);
  const group = idOf(fields.get('groupID'));
  const conversation = idOf(fields.get('conversationID'));
  const who = actor !== undefined && other !== undefined ? `${actor} to ${other}` : (actor ?? other ?? '');
  const where =
    group === undefined ? conversation && `in ${conversation}` : `${who === '' ? '' : 'in '}group ${group}`;
  return [who, where].filter(Boolean).join(' ');
}

/** A user's id, or how many there are. */
function idOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value;
  if (!Array.isArray(value) || value.length === 0) return undefined;
  if (value.length > 1) return `${value.length} users`;
  const only: unknown = value[0];
  return idOf(isRecord(only) ? only['userID'] : only);
}
