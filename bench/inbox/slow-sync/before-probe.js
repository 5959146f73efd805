import { Buffer } from 'node:buffer';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { exampleBody, marshal } from '../../../libs/openim-sender/dist/index.js';
import { serve } from '../../lib/child.js';
import { Connection, postBytes } from '../../lib/connection.js';
import { quantile, sorted } from '../../lib/stats.js';

const COMMAND = 'callbackBeforeSendSingleMsgCommand';
const BYTES = postBytes(COMMAND, Buffer.from(marshal(exampleBody(COMMAND))));

/** Milliseconds between before callbacks: a user sends now and then, and the probe must be no load of its own. */
const PAUSE = 2;

/** @type {Connection | undefined} */
let connection;

serve({
  /** @param {{ port: number, seconds: number }} options */
  async probe({ port, seconds }) {
    connection ??= new Connection(port);
    const latencies = [];
    for (const end = performance.now() + seconds * 1000; performance.now() < end; await sleep(PAUSE)) {
      const start = performance.now();
      const reply = await connection.request(BYTES);
      latencies.push(performance.now() - start);
      if (JSON.parse(reply).nextCode === 1) throw new Error(`the before callback was refused: ${reply}`);
    }
    const ordered = sorted(latencies);
    return { p50: quantile(ordered, 0.5), p99: quantile(ordered, 0.99) };
  },
});
