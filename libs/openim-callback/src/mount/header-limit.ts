import type { Server } from 'node:http';

/** Go's servers, OpenIM's REST interface among them, take headers of 1 MiB. */
const BYTES = 2 * 1024 * 1024;

/**
 * Lets a server take headers as long as OpenIM may send. The operation id in them is chosen by the user: past
 * Node's own limit of 16 KiB the answer would not be ours, and Fastify's is JSON, which OpenIM takes for
 * permission. Counts for connections that are made from now on.
 */
export function raiseHeaderLimit(server: Server): void {
  // Node reads it for each connection, but its types have it in the options of createServer() only.
  const current: unknown = Reflect.get(server, 'maxHeaderSize');
  Object.assign(server, { maxHeaderSize: Math.max(typeof current === 'number' ? current : 0, BYTES) });
}
