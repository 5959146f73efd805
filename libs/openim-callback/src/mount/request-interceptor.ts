import type { EventEmitter } from 'node:events';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

/** Lets the framework handle a request. */
export type Pass = () => void;

/** Takes a request whose url lies below the base path. */
export type Take = (request: IncomingMessage, response: ServerResponse, target: string, pass: Pass) => void;

/** Where what stands in front of a server names what is behind it. */
const BEHIND = Symbol.for('nestjs-openim-callback:behind');

/** Whether somebody listens to a server's requests beside the framework and this module. */
export const othersListenTo = (server: EventEmitter, framework: unknown): boolean =>
  server.listeners('request').some((listener) => isOther(listener, framework));

function isOther(listener: object, framework: unknown): boolean {
  const behind: unknown = Reflect.get(listener, BEHIND);
  return Array.isArray(behind)
    ? behind.some((each: object) => isOther(each, framework))
    : listener !== framework;
}

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
  Object.assign(intercept, { [BEHIND]: listeners });
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

/**
 * The part of a request's url that comes after a base path, or undefined when the url lies elsewhere. Repeated
 * slashes count as one, as OpenIM makes them of a url that ends in a slash; letter case and percent signs in
 * the base do not count, since to Express or to Fastify they do not either.
 */
export function targetBelow(base: string, url: string): string | undefined {
  if (url.startsWith(base)) {
    const next = url[base.length];
    if (next === undefined || next === '/' || next === '?') return url.slice(base.length);
  }
  return mayBeSpelledOtherwise(base, url) ? below(segmentsOf(base), url) : undefined;
}

/** Most requests are for other parts of the app, and cost no more than this look. */
const mayBeSpelledOtherwise = (base: string, url: string): boolean =>
  url.includes('%') || url.includes('//') || url.slice(0, base.length).toLowerCase() === base.toLowerCase();

function below(base: readonly string[], url: string): string | undefined {
  const mark = url.indexOf('?');
  const path = mark < 0 ? url : url.slice(0, mark);
  const query = mark < 0 ? '' : url.slice(mark);
  const segments = segmentsOf(path);
  if (!path.startsWith('/') || !base.every((segment, at) => isSame(segment, segments[at]))) return undefined;
  return (
    segments
      .slice(base.length)
      .map((segment) => `/${segment}`)
      .join('') + query
  );
}

const segmentsOf = (path: string): string[] => path.split('/').filter(Boolean);

function isSame(segment: string, sent: string | undefined): boolean {
  try {
    return sent !== undefined && decodeURIComponent(sent).toLowerCase() === segment.toLowerCase();
  } catch {
    return false;
  }
}
