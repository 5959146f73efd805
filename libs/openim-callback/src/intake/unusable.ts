import { randomUUID } from 'node:crypto';
import type { UnusableCallback } from '../delivery/accepted-event.js';
import type { Failure } from './failure.js';
import type { AdmittedRequest } from './request.js';

/** Headers that hold credentials and must not be stored. */
const CREDENTIALS: ReadonlySet<string> = new Set(['authorization', 'proxy-authorization', 'cookie']);

/** What is kept of a callback that could not be used. */
export function toUnusableCallback(
  { head, query }: AdmittedRequest,
  command: string | undefined,
  { reason, detail }: Failure,
  raw: Buffer,
): UnusableCallback {
  const operationID = [head.headers['operationid']].flat()[0];
  const headers = Object.entries(head.headers).filter(([name]) => !CREDENTIALS.has(name));
  return {
    id: randomUUID(),
    receivedAt: Date.now(),
    command,
    reason: `${reason}: ${detail}`,
    operationID: operationID ?? '',
    query,
    headers: Object.fromEntries(headers.map(([name, value]) => [name, [value ?? ''].flat().join(', ')])),
    raw,
  };
}
