import type { RequestHead } from './request.js';

/** OpenIM's operation id, from the header or else the body; `''` when neither has it. */
export function operationIDOf(
  headers: RequestHead['headers'],
  body: Readonly<Record<string, unknown>> | undefined,
): string {
  const header = headers['operationid'];
  const operationID = typeof header === 'string' && header !== '' ? header : body?.['operationID'];
  return typeof operationID === 'string' ? operationID : '';
}
