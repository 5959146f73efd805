import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody, type BodyMemory, type ReadBody } from './body-reader.js';

/** A request as a controller gets it: Express's is Node's own, Fastify's holds Node's as `raw`. */
export type FrameworkRequest =
  (IncomingMessage & ParsedBody) | (ParsedBody & { readonly raw: IncomingMessage });

/** A response as a controller gets it. */
export type FrameworkResponse =
  ServerResponse | { readonly raw: ServerResponse; readonly hijack: () => unknown };

interface ParsedBody {
  readonly body?: unknown;
  readonly rawBody?: Buffer;
}

/** Node's own request. */
export const nodeRequest = (request: FrameworkRequest): IncomingMessage =>
  'raw' in request ? request.raw : request;

/** Node's own response; Fastify is told to keep its hands off it. */
export function nodeResponse(response: FrameworkResponse): ServerResponse {
  if (!('raw' in response)) return response;
  response.hijack();
  return response.raw;
}

/**
 * The body of a request that did not come over the server (Fastify's `inject`, a serverless adapter), as the
 * app's own parser left it.
 */
export async function parsedBody(request: FrameworkRequest, memory: BodyMemory): Promise<Buffer> {
  const parsed = bytesOf(request);
  if (parsed) return parsed;
  const node = nodeRequest(request);
  if (node.readableEnded || node.destroyed) return Buffer.alloc(0);
  const read = await new Promise<ReadBody>((resolve) => readBody(node, memory, resolve));
  if (!read.ok) return Buffer.alloc(0);
  memory.used -= read.held;
  return read.bytes;
}

/**
 * The body of a request whose stream somebody has read, as platforms of functions do before they call the app;
 * undefined when nobody has.
 */
export function consumedBody(request: IncomingMessage & ParsedBody): Buffer | undefined {
  return request.readableEnded ? (bytesOf(request) ?? Buffer.alloc(0)) : undefined;
}

function bytesOf({ rawBody, body }: ParsedBody): Buffer | undefined {
  if (Buffer.isBuffer(rawBody)) return rawBody;
  if (Buffer.isBuffer(body)) return body;
  if (body === undefined || body === null) return undefined;
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}
