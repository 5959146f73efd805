import { createServer, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a receiver without this library might answer. */
export interface PlainAnswer {
  readonly status: number;
  readonly headers?: OutgoingHttpHeaders;
  readonly body: string | Buffer;
}

/** A server without Nest and without the library, that answers as it is told. */
export class PlainServer {
  private answer: (request: IncomingMessage, response: ServerResponse) => void = () => undefined;
  private readonly server = createServer((request, response) => {
    request.resume().once('end', () => this.answer(request, response));
  });

  /** The base url, once it listens. */
  url = '';

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    const { port } = this.server.address() as AddressInfo;
    this.url = `http://127.0.0.1:${port}/cb`;
    return this;
  }

  /** Answers every request like this from now on. */
  answerWith({ status, headers, body }: PlainAnswer): void {
    this.answer = (_request, response) => response.writeHead(status, headers).end(body);
  }

  /** Does this to every request from now on. */
  behave(answer: (request: IncomingMessage, response: ServerResponse) => void): void {
    this.answer = answer;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
