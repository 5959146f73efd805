/**
 * The key that tells a repeated event of one command from a new one, made of the ids that OpenIM gave it.
 * None when an id is missing: events without an id would all pass for repetitions of the first.
 */
export const idempotencyKey = (...ids: readonly (string | number)[]): string | undefined =>
  ids.length === 0 || ids.includes('') ? undefined : ids.join(':');
