import { randomUUID } from 'node:crypto';
import { operationIDOf } from './operation-id.js';
import type { AdmittedRequest } from './request.js';

/** What the intake has found out about one callback beside its event. */
export interface CallbackFacts {
  readonly id: string;
  /** The command's wire name as it arrived. */
  readonly command: string;
  readonly operationID: string;
  /** In unix milliseconds. */
  readonly receivedAt: number;
  readonly query: string;
  readonly raw: Buffer;
  readonly body: Readonly<Record<string, unknown>>;
  /** The trace it belongs to, as the tracing wrote it. */
  readonly trace?: string;
}

/** Gathers the facts of a callback whose body was parsed. */
export function factsOf(
  { head, query, trace }: AdmittedRequest,
  command: string,
  body: Readonly<Record<string, unknown>>,
  raw: Buffer,
): CallbackFacts {
  return {
    id: randomUUID(),
    command,
    operationID: operationIDOf(head.headers, body),
    receivedAt: Date.now(),
    query,
    raw,
    body,
    trace,
  };
}
