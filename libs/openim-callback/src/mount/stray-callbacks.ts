import type { IncomingMessage, RequestListener, Server } from 'node:http';
import { findDefinition } from '../contract/definitions.js';

const NAMED = /\/(callback\w{1,80}Command)(?:[/?]|$)/;

/**
 * Tells of callbacks that came to another path and that nothing in the app knew what to do with: OpenIM takes a
 * 404 for permission, and an after callback is lost. Returns what ends that.
 *
 * @param isOurs whether a url lies below the path of the callbacks
 */
export function watchStrays(
  server: Server,
  isOurs: (url: string) => boolean,
  tell: (command: string, request: IncomingMessage) => void,
): () => void {
  const watch: RequestListener = (request, response) => {
    const url = request.url ?? '';
    // Most requests are for other parts of the app, and cost no more than this look.
    if (!url.includes('/callback') || isOurs(url)) return;
    const command = NAMED.exec(url)?.[1];
    if (command === undefined || !findDefinition(command)) return;
    response.once('finish', () => {
      if (response.statusCode === 404) tell(command, request);
    });
  };
  server.prependListener('request', watch);
  return () => server.off('request', watch);
}
