import type { IncomingMessage, ServerResponse } from 'node:http';
import { findDefinition } from '../contract/definitions.js';

const NAMED = /\/(callback\w{1,80}Command)(?:[/?]|$)/;

/**
 * Tells of a callback that came to another path and that nothing in the app knew what to do with: OpenIM takes a
 * 404 for permission, and an after callback is lost.
 */
export function watchStray(
  request: IncomingMessage,
  response: ServerResponse,
  tell: (command: string, request: IncomingMessage) => void,
): void {
  const url = request.url ?? '';
  // Most requests are for other parts of the app, and cost no more than this look.
  if (!url.includes('/callback')) return;
  const command = NAMED.exec(url)?.[1];
  if (command === undefined || !findDefinition(command)) return;
  response.once('finish', () => {
    if (response.statusCode === 404) tell(command, request);
  });
}
