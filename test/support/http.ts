import { request, type Agent, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';
import { connect, type Socket } from 'node:net';

/** What came back. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The body's value; throws when it is not JSON. */
  readonly json: () => unknown;
}

/** What to send beside method, port and path. */
export interface SendOptions {
  readonly method?: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly agent?: Agent;
  readonly host?: string;
}

/** Sends one request and reads the whole answer. */
export function send(
  port: number,
  path: string,
  body: string | Buffer = '',
  { method = 'POST', headers, agent, host = '127.0.0.1' }: SendOptions = {},
): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request({ host, port, path, method, agent: agent ?? false, headers });
    sent.on('error', reject);
    sent.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text,
          json: (): unknown => JSON.parse(text),
        });
      });
    });
    sent.end(body);
  });
}

/** POSTs a callback as OpenIM does, to `<base>/<command>`. */
export const postCallback = (
  port: number,
  base: string,
  body: { readonly callbackCommand: string } & Record<string, unknown>,
  options: SendOptions = {},
): Promise<HttpAnswer> =>
  send(port, `${base}/${body.callbackCommand}`, JSON.stringify(body), {
    ...options,
    headers: { 'Content-Type': 'application/json; charset=utf-8', Operationid: 'op-1', ...options.headers },
  });

/** A connection on which a test writes what it likes, and everything that came back until it was closed. */
export interface RawConnection {
  readonly socket: Socket;
  readonly received: () => string;
  /** Resolves when the received text matches. */
  readonly until: (pattern: RegExp) => Promise<string>;
  readonly closed: Promise<string>;
}

/** Opens a connection. */
export function rawConnection(port: number): RawConnection {
  const socket = connect({ port, host: '127.0.0.1' });
  let text = '';
  socket.setEncoding('latin1');
  socket.on('data', (chunk: string) => {
    text += chunk;
  });
  // A reset ends it like a close does.
  socket.on('error', () => undefined);
  const closed = new Promise<string>((resolve) => socket.on('close', () => resolve(text)));
  const until = (pattern: RegExp): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (pattern.test(text)) resolve(text);
      };
      look();
      socket.on('data', look);
      socket.on('close', () => reject(new Error(`closed before ${String(pattern)}: ${text}`)));
    });
  return { socket, received: () => text, until, closed };
}
