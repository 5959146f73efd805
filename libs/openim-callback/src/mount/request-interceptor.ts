import type { EventEmitter } from 'node:events';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

/** Lets the framework handle a request. */
export type Pass = () => void;

/** Takes a request whose url lies below the base path. */
export type Take = (request: IncomingMessage, response: ServerResponse, target: string, pass: Pass) => void;

/**
 * Stands in front of whatever answers a server's requests, and takes those that `targetOf` gives a target for.
 * Returns a function that restores what was there.
 */
export function interceptRequests(
  server: EventEmitter,
  targetOf: (url: string) => string | undefined,
  take: Take,
): () => void {
  const listeners = server.rawListeners('request') as RequestListener[];
  let attached = true;
  const pass: RequestListener = (request, response) => {
    for (const listener of listeners) Reflect.apply(listener, server, [request, response]);
  };
  const intercept: RequestListener = (request, response) => {
    const target = attached ? targetOf(request.url ?? '') : undefined;
    if (target === undefined) pass(request, response);
    else take(request, response, target, () => pass(request, response));
  };
  server.removeAllListeners('request');
  server.on('request', intercept);
  return () => {
    attached = false;
    // Who has put himself in front meanwhile still passes his requests on to this one.
    if (!server.listeners('request').includes(intercept)) return;
    server.off('request', intercept);
    for (const listener of listeners) server.on('request', listener);
  };
}
