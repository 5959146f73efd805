import { Buffer } from 'node:buffer';
import { connect } from 'node:net';

/** @typedef {{ length: number, body: Buffer }} ExpectedAnswer `length` with its head */

const RECEIVE_BUFFER = 64 * 1024;
const NOTHING = Buffer.alloc(0);

/**
 * A kept-alive connection that checks every answer, byte by byte, and makes no garbage: it must not be the limit of
 * what it measures.
 */
export class LoadConnection {
  /** @type {((right: boolean) => void) | undefined} */
  onAnswer;
  /** Of an answer that arrives in pieces. */
  received = NOTHING;

  /**
   * @param {number} port
   * @param {ExpectedAnswer} expected
   * @param {(error: Error) => void} onError
   */
  constructor(port, expected, onError) {
    this.expected = expected;
    const onread = {
      buffer: Buffer.alloc(RECEIVE_BUFFER),
      callback: (/** @type {number} */ length, /** @type {Uint8Array} */ buffer) => {
        this.receive(/** @type {Buffer} */ (buffer), length);
        return true;
      },
    };
    this.socket = connect({ port, host: '127.0.0.1', noDelay: true, onread });
    this.socket.on('error', onError);
    this.socket.on('close', () => onError(new Error('the server closed the connection')));
  }

  /** @param {Buffer} request */
  send(request) {
    this.socket.write(request);
  }

  end() {
    this.socket.removeAllListeners().on('error', () => undefined);
    this.socket.destroy();
  }

  /**
   * @param {Buffer} buffer
   * @param {number} length
   */
  receive(buffer, length) {
    if (this.received.length === 0 && length === this.expected.length) {
      return this.onAnswer?.(this.isRight(buffer, length));
    }
    this.received = Buffer.concat([this.received, buffer.subarray(0, length)]);
    if (!isWhole(this.received)) return;
    const whole = this.received;
    this.received = NOTHING;
    this.onAnswer?.(this.isRight(whole, whole.length));
  }

  /**
   * @param {Buffer} answer
   * @param {number} length
   */
  isRight(answer, length) {
    const { body } = this.expected;
    const is200 = answer[9] === 0x32 && answer[10] === 0x30 && answer[11] === 0x30;
    return (
      is200 &&
      length === this.expected.length &&
      answer.compare(body, 0, body.length, length - body.length, length) === 0
    );
  }
}

/** Whether an answer has come to its end, by its Content-Length. */
export function isWhole(/** @type {Buffer} */ answer) {
  const end = answer.indexOf('\r\n\r\n') + 4;
  if (end < 4) return false;
  const [, length] = /\r\ncontent-length: *(\d+)/i.exec(answer.toString('latin1', 0, end)) ?? [];
  if (length === undefined)
    throw new Error(`an answer without Content-Length: ${answer.toString('latin1', 0, end)}`);
  return answer.length >= end + Number(length);
}
