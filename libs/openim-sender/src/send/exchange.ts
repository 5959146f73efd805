import { type IncomingMessage, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { buffer } from 'node:stream/consumers';
import { type GoUrl, requestTarget } from '../request/go-url.js';
import type { Header } from '../request/headers.js';
import type { Agents } from './agents.js';

/** One request to one URL. */
export interface Exchange {
  readonly method: 'POST' | 'GET';
  readonly url: GoUrl;
  readonly headers: readonly Header[];
  readonly body: Buffer | undefined;
}

/** One answer, its body as it came over the wire. */
export interface RawAnswer {
  readonly status: number;
  readonly location: string;
  readonly contentEncoding: string;
  readonly body: Buffer;
}

/**
 * Sends one request and reads the whole answer; rejects on any transport error and when `signal` aborts, which
 * a request that still waits for a connection notices only when it gets one.
 */
export async function exchange(request: Exchange, agents: Agents, signal: AbortSignal): Promise<RawAnswer> {
  const response = await respond(request, agents, signal);
  return {
    status: response.statusCode ?? 0,
    location: response.headers.location ?? '',
    contentEncoding: response.headers['content-encoding'] ?? '',
    body: await buffer(response),
  };
}

function respond(request: Exchange, agents: Agents, signal: AbortSignal): Promise<IncomingMessage> {
  const { method, url, headers, body } = request;
  const send = url.scheme === 'https' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const outgoing = send({
      method,
      host: url.hostname,
      port: url.port,
      agent: agents.for(url),
      setHost: false,
      signal,
    });
    // Set one by one, because Node adds a Connection header that only removeHeader() prevents.
    for (const [name, value] of headers) outgoing.setHeader(name, latin1(value));
    outgoing.removeHeader('Connection');
    // Node refuses characters in the path that Go sends; it checks them in the options only.
    outgoing.path = latin1(requestTarget(url));
    outgoing.on('response', resolve);
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

// Node writes the head of a request as latin1, Go writes the bytes of its UTF-8 strings.
function latin1(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}
