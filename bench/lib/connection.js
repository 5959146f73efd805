import { Buffer } from 'node:buffer';
import { connect } from 'node:net';

/**
 * The bytes of a callback as OpenIM posts it.
 *
 * @param {string} command
 * @param {Buffer} body
 */
export function postBytes(command, body) {
  const head = [
    `POST /callbackExample/${command} HTTP/1.1`,
    'Host: 127.0.0.1',
    'User-Agent: Go-http-client/1.1',
    `Content-Length: ${body.length}`,
    'Content-Type: application/json; charset=utf-8',
    'Operationid: bench',
    'Accept-Encoding: gzip',
  ];
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body]);
}

/** One kept-alive connection with one request at a time; cheaper than node:http, so that the load is not the limit. */
export class Connection {
  /** @type {((reply: string) => void) | undefined} */
  answered;
  /** @type {((error: Error) => void) | undefined} */
  failed;
  received = '';

  /** @param {number} port */
  constructor(port) {
    this.socket = connect({ port, host: '127.0.0.1', noDelay: true });
    this.socket.setEncoding('latin1');
    this.socket.on('data', (text) => this.receive(String(text)));
    this.socket.on('error', (error) => this.failed?.(error));
    this.socket.on('close', () => this.failed?.(new Error('the server closed the connection')));
  }

  /**
   * @param {Buffer} bytes
   * @returns {Promise<string>} the body of the answer
   */
  request(bytes) {
    return new Promise((resolve, reject) => {
      this.answered = resolve;
      this.failed = reject;
      this.socket.write(bytes);
    });
  }

  end() {
    this.failed = undefined;
    this.socket.end();
  }

  /** @param {string} text */
  receive(text) {
    this.received += text;
    const end = this.received.indexOf('\r\n\r\n') + 4;
    if (end < 4) return;
    const [, status] = /^HTTP\/1\.1 (\d+)/.exec(this.received) ?? [];
    const [, length] = /\r\ncontent-length: (\d+)/i.exec(this.received) ?? [];
    if (this.received.length < end + Number(length)) return;
    const body = this.received.slice(end);
    this.received = '';
    if (status === '200') this.answered?.(body);
    else this.failed?.(new Error(`answered with ${status}: ${body}`));
  }
}
