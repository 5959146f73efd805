// @ts-check
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Below the ports that the kernel gives to connections (from 32768 on Linux): of those, one may be taken by a
 * connection while the server it is for is down.
 */
const FROM = 12_000;
const TO = 32_000;

/**
 * Ports of this machine that nobody listens on, all different.
 *
 * @param {number} count
 */
export async function freePorts(count) {
  /** @type {Set<number>} */
  const ports = new Set();
  while (ports.size < count) {
    const port = randomInt(FROM, TO);
    if (!ports.has(port) && (await isFree(port))) ports.add(port);
  }
  return [...ports];
}

/** One of them. */
export async function freePort() {
  const [port = 0] = await freePorts(1);
  return port;
}

const isFree = (/** @type {number} */ port) =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
