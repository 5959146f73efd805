import type { EventEmitter } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** A server of `node:http`, `node:https` or `node:http2`. */
export interface WebServer extends EventEmitter {
  readonly listening: boolean;
  /** HTTP/2 has none: there a client learns of the end before it sends anything that would be lost. */
  keepAliveTimeout?: number;
  address(): AddressInfo | string | null;
}

/** How often an idle connection is probed, so that one whose other end has vanished is closed after all. */
const PROBE_AFTER = 60_000;

/** While the app is closing: closing a server waits for every connection that was busy when it began. */
const WHILE_CLOSING = 1;

/** Go's servers, OpenIM's REST interface among them, take headers of 1 MiB. */
const HEADER_BYTES = 2 * 1024 * 1024;

/**
 * Keeps idle connections open for so many milliseconds, 0 for ever. OpenIM never closes one and sends no POST
 * twice, so that a callback which meets our closing is lost: with Node's 5 s between 3 and 17 % of those that
 * were sent at that moment. Returns a function that lets them go, for when the app is closing.
 */
export function raiseKeepAlive(server: WebServer, milliseconds: number): () => void {
  const probe = (socket: Socket): void => {
    socket.setKeepAlive(true, PROBE_AFTER);
  };
  server.keepAliveTimeout = milliseconds;
  server.on('connection', probe);
  return () => {
    server.keepAliveTimeout = WHILE_CLOSING;
    server.off('connection', probe);
  };
}

/**
 * Answers every request that comes from now on with `Connection: close`, so that clients open their next connection
 * elsewhere before the server closes the one they have. Returns a function that ends that.
 */
export function closeAfterAnswers(server: WebServer): () => void {
  const close = (_request: IncomingMessage, response: ServerResponse): void => {
    response.shouldKeepAlive = false;
  };
  server.prependListener('request', close);
  return () => void server.off('request', close);
}

/**
 * Lets a server take headers as long as OpenIM may send. The operation id in them is chosen by the user: past
 * Node's own limit of 16 KiB the answer would not be ours, and Fastify's is JSON, which OpenIM takes for
 * permission. Counts for connections that are made from now on.
 */
export function raiseHeaderLimit(server: WebServer): void {
  // Node reads it for each connection, but its types have it in the options of createServer() only.
  const current: unknown = Reflect.get(server, 'maxHeaderSize');
  Object.assign(server, {
    maxHeaderSize: Math.max(typeof current === 'number' ? current : 0, HEADER_BYTES),
  });
}
