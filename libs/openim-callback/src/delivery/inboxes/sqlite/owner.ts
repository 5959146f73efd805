import { randomUUID } from 'node:crypto';
import { hasEnded, identityOf } from './process-identity.js';

/** A new name for this process on a file, by which others can tell when it has ended. */
export const newOwner = (): string => `${randomUUID()} ${identityOf(process.pid) ?? ''}`;

/** Whether the process of that name has surely ended. */
export const ownerHasEnded = (owner: string): boolean => hasEnded(owner.slice(owner.indexOf(' ') + 1));
