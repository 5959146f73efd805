import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { UnusableCallback } from '../delivery/accepted-event.js';
import type { AdmittedRequest } from './request.js';

/** Why a callback got no further than the intake. */
export type FailureReason =
  | 'unauthorised'
  | 'wrong-method'
  | 'wrong-path'
  | 'too-large'
  | 'overloaded'
  | 'bad-encoding'
  | 'bad-json'
  | 'too-deep'
  | 'unsafe-integer'
  | 'no-command'
  | 'other-command'
  | 'invalid-event'
  | 'blocked-by-app'
  | 'no-answer'
  | 'not-stored'
  | 'internal';

/** Something that kept a callback from being received or decided. */
export interface Failure {
  readonly reason: FailureReason;
  /** What exactly, for logs and for the operator: it never holds a secret or a value of the callback. */
  readonly detail: string;
}

/** A failure, and what was known of the callback. */
export interface CallbackFailure extends Failure {
  /** The name of the module instance. */
  readonly instance: string;
  /** The command, as far as it could be made out. */
  readonly command: string | undefined;
  /** OpenIM's operation id, as far as it could be made out; chosen by the sender. */
  readonly operationID?: string | undefined;
  /** The sender's address as far as proxies are trusted. */
  readonly remoteAddress: string | undefined;
}

/** The failures that say something about the bytes, which a later version of the app might understand. */
export const UNUSABLE: ReadonlySet<FailureReason> = new Set([
  'bad-encoding',
  'bad-json',
  'too-deep',
  'unsafe-integer',
  'no-command',
  'other-command',
  'invalid-event',
]);

/** Headers that hold credentials and must not be stored. */
const CREDENTIALS: ReadonlySet<string> = new Set(['authorization', 'proxy-authorization', 'cookie']);

/** A request's headers as they may be kept: without those that hold credentials. */
export const storableHeaders = (headers: IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => !CREDENTIALS.has(name))
      .map(([name, value]) => [name, [value ?? ''].flat().join(', ')]),
  );

/** What is kept of a callback that could not be used. */
export function toUnusableCallback(
  { head, query }: AdmittedRequest,
  command: string | undefined,
  { reason, detail }: Failure,
  raw: Buffer,
): UnusableCallback {
  const operationID = [head.headers['operationid']].flat()[0];
  return {
    id: randomUUID(),
    receivedAt: Date.now(),
    command,
    reason: `${reason}: ${detail}`,
    operationID: operationID ?? '',
    query,
    headers: storableHeaders(head.headers),
    raw,
  };
}
