/** Why there is no answer. */
export interface Failure {
  readonly cause: string;
}

/**
 * Puts a transport error into words. Node's error for a host of which every address refused has no message,
 * only a code.
 */
export function toFailure(error: unknown): Failure {
  return { cause: member(error, 'message') || member(error, 'code') || 'unknown error' };
}

// Not instanceof Error: under Jest, Node's own errors come from another realm.
function member(error: unknown, name: 'message' | 'code'): string {
  if (typeof error !== 'object' || error === null || !(name in error)) return '';
  const value: unknown = Reflect.get(error, name);
  return typeof value === 'string' ? value : '';
}
