import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** A port that nobody listens on, below those that the kernel gives to connections, which may take one meanwhile. */
export async function freePort() {
  for (;;) {
    const port = randomInt(12_000, 32_000);
    if (await isFree(port)) return port;
  }
}

const isFree = (/** @type {number} */ port) =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
