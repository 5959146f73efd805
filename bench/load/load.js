import { Buffer } from 'node:buffer';
import { connect } from 'node:net';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { isDeepStrictEqual } from 'node:util';
import { quantile, sorted } from '../lib/stats.js';
import { requestsOf, workloadOf } from '../lib/workloads.js';
import { LoadConnection, isWhole } from './load-connection.js';

/** @import { ExpectedAnswer } from './load-connection.js' */
/** @import { Workload } from '../lib/workloads.js' */

/**
 * Sends one request and looks at the answer as OpenIM would. Every later answer must have the same bytes.
 *
 * @param {number} port
 * @param {Workload} workload
 * @param {Buffer} request
 * @returns {Promise<ExpectedAnswer>}
 * @throws {Error} when the answer is not what the workload asks for
 */
async function expectedAnswer(port, workload, request) {
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

/**
 * @typedef {object} LoadReport of what was answered since `watch`
 * @property {number} perSecond
 * @property {number} p50 milliseconds
 * @property {number} p99
 * @property {number} wrong not 200, or other bytes than the first answer, since the start
 * @property {number} busy part of one core's time that the load took
 */

/** Sends what it is told to, one request at a time on each connection. */
export class Load {
  /** @type {LoadConnection[]} */
  connections = [];
  /** @type {number[]} */
  latencies = [];
  since = 0;
  cpu = process.cpuUsage();
  sent = 0;
  answered = 0;
  wrong = 0;
  /** How many may still be sent. */
  left = 0;
  /** @type {Error | undefined} */
  error;
  /** Told when the last one that may be sent was answered. */
  done = () => {};

  /**
   * @param {number} port
   * @param {Buffer[]} requests
   * @param {ExpectedAnswer} expected
   */
  constructor(port, requests, expected) {
    this.port = port;
    this.requests = requests;
    this.expected = expected;
  }

  /**
   * @param {number} port
   * @param {string} workload
   */
  static async verified(port, workload) {
    const what = workloadOf(workload);
    const requests = requestsOf(what);
    const [first] = requests;
    if (!first) throw new RangeError(`nothing to send for ${workload}`);
    const load = new Load(port, requests, await expectedAnswer(port, what, first));
    load.sent = load.answered = 1;
    return load;
  }

  /**
   * Sends until stopped, or so many.
   *
   * @param {number} connections
   * @param {number} [count]
   */
  start(connections, count = Number.POSITIVE_INFINITY) {
    this.left = count;
    this.connections = Array.from({ length: connections }, () => this.connect());
    this.latencies = [];
  }

  /** Resolves when what was sent is answered. */
  async whenDone() {
    if (this.left > 0 || this.answered < this.sent)
      await new Promise((resolve) => (this.done = () => resolve(undefined)));
    for (const each of this.connections) each.end();
    this.connections = [];
    if (this.error) throw this.error;
  }

  stop() {
    this.left = 0;
    return this.whenDone();
  }

  watch() {
    this.latencies = [];
    this.cpu = process.cpuUsage();
    this.since = performance.now();
  }

  /** @returns {LoadReport} */
  report() {
    if (this.error) throw this.error;
    const milliseconds = performance.now() - this.since;
    const { user, system } = process.cpuUsage(this.cpu);
    const ordered = sorted(this.latencies);
    return {
      perSecond: (ordered.length * 1000) / milliseconds,
      p50: quantile(ordered, 0.5),
      p99: quantile(ordered, 0.99),
      wrong: this.wrong,
      busy: (user + system) / 1000 / milliseconds,
    };
  }

  connect() {
    const fail = (/** @type {Error} */ error) => {
      this.error = error;
      this.left = 0;
      this.done();
    };
    const connection = new LoadConnection(this.port, this.expected, fail);
    let start = 0;
    const next = () => {
      if (this.left <= 0) return;
      this.left--;
      start = performance.now();
      const request = this.requests[this.sent++ % this.requests.length];
      if (request) connection.send(request);
    };
    connection.onAnswer = (right) => {
      this.latencies.push(performance.now() - start);
      this.answered++;
      if (!right) this.wrong++;
      next();
      if (this.left <= 0 && this.answered === this.sent) this.done();
    };
    next();
    return connection;
  }
}
