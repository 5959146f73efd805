import { Buffer } from 'node:buffer';
import { connect } from 'node:net';
import { isDeepStrictEqual } from 'node:util';
import { isWhole } from './load-connection.js';

/** @import { Workload } from '../lib/workloads.js' */
/** @import { ExpectedAnswer } from './load-connection.js' */

/**
 * Sends one request and looks at the answer as OpenIM would. Every later answer must have the same bytes.
 *
 * @param {number} port
 * @param {Workload} workload
 * @param {Buffer} request
 * @returns {Promise<ExpectedAnswer>}
 * @throws {Error} when the answer is not what the workload asks for
 */
export async function expectedAnswer(port, workload, request) {
  const answer = await exchange(port, request);
  const body = answer.subarray(answer.indexOf('\r\n\r\n') + 4);
  const isOk = answer.toString('latin1', 0, 13) === 'HTTP/1.1 200 ';
  if (!isOk || !isDeepStrictEqual(JSON.parse(body.toString()), workload.answer)) {
    throw new Error(`a wrong answer to ${workload.title}:\n${answer.toString()}`);
  }
  return { length: answer.length, body };
}

/**
 * @param {number} port
 * @param {Buffer} request
 * @returns {Promise<Buffer>}
 */
function exchange(port, request) {
  return new Promise((resolve, reject) => {
    let answer = Buffer.alloc(0);
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    socket.on('data', (chunk) => {
      answer = Buffer.concat([answer, chunk]);
      if (!isWhole(answer)) return;
      socket.destroy();
      resolve(answer);
    });
    socket.on('error', reject);
    socket.on('close', () => reject(new Error(`closed after ${JSON.stringify(answer.toString())}`)));
    socket.write(request);
  });
}
