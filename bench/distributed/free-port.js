import { createServer } from 'node:net';
import { listenOn } from '../lib/listen-on.js';

/** A port of this machine that nobody listens on. */
export async function freePort() {
  const server = createServer();
  const port = await listenOn(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}
