import { request as httpRequest, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A request that OpenIM would not send, or not quite so. */
export interface RawRequest {
  readonly method?: string;
  readonly headers?: OutgoingHttpHeaders;
  /** Sent with a Content-Length, or in these chunks when it is a list. */
  readonly body?: string | Buffer | readonly (string | Buffer)[];
}

/** What came back. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** Sends one request on a connection of its own; nothing is added but Host and the length of the body. */
export async function rawHttp(
  url: string,
  { method = 'POST', headers, body }: RawRequest,
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const chunks = typeof body === 'string' || Buffer.isBuffer(body) ? undefined : body;
    // Without a length a body would be taken for the next request.
    const bodiless = method === 'GET' || method === 'HEAD' || chunks !== undefined;
    const whole = bodiless ? undefined : Buffer.from((body as string | Buffer | undefined) ?? '');
    const length = whole ? { 'content-length': whole.length } : {};
    // Node parses urls, and would tidy up the very paths that are to be tested.
    const [, host = '', port = '', path = ''] = /^http:\/\/([^/:]+):(\d+)(.*)$/s.exec(url) ?? [];
    const outgoing = httpRequest({
      host,
      port,
      path,
      method,
      agent: false,
      headers: { ...length, ...headers },
    });
    outgoing.on('error', reject);
    outgoing.on('response', (response) => {
      buffer(response).then((bytes) => {
        const { statusCode = 0, headers: answered } = response;
        resolve({ status: statusCode, headers: answered, text: bytes.toString('utf8') });
      }, reject);
    });
    for (const chunk of chunks ?? []) outgoing.write(chunk);
    outgoing.end(whole);
  });
}

/** Writes bytes to a socket and gives what came back until the server closed it, or the answer was whole. */
export async function rawSocket(port: number, bytes: string | Buffer): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let received = '';
    const done = (): void => {
      socket.destroy();
      resolve(received);
    };
    socket.setEncoding('latin1');
    socket.on('data', (text) => {
      received += String(text);
      if (isWhole(received)) done();
    });
    // A reset is an answer like any other here: what counts is whether the server lives on.
    socket.on('error', done);
    socket.on('close', done);
    socket.end(bytes);
  });
}

function isWhole(text: string): boolean {
  const [head = '', body] = text.split('\r\n\r\n', 2);
  const length = /content-length: (\d+)/i.exec(head)?.[1];
  return body !== undefined && length !== undefined && body.length >= Number(length);
}
