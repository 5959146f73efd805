import { randomUUID } from 'node:crypto';

/** A token to lock jobs with that tells others how long its locks last, in milliseconds. */
export const newLockToken = (lease: number): string => `${randomUUID()}/${lease}`;

/** How long the locks of a token last, in milliseconds; undefined when it does not tell. */
export function leaseOfToken(token: string | null): number | undefined {
  const told = /\/(\d+)$/.exec(token ?? '')?.[1];
  return told === undefined ? undefined : Number(told);
}
