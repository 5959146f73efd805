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
