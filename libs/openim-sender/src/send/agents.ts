import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Duplex } from 'node:stream';
import type { GoUrl } from '../request/go-url.js';

// Go's Transport as OpenIM sets it up: MaxConnsPerHost 100 and Go's default of 2 idle connections.
const options = {
  keepAlive: true,
  maxSockets: 100,
  maxFreeSockets: 2,
  scheduling: 'lifo',
} as const;

/** The connections of one OpenIM process: HTTP and HTTPS, both without any idle timeout. */
export class Agents {
  private readonly http: HttpAgent;
  private readonly https: HttpsAgent;

  constructor(ca: string | Buffer | undefined) {
    this.http = withoutServerHint(new HttpAgent(options));
    this.https = withoutServerHint(new HttpsAgent({ ...options, ...(ca === undefined ? {} : { ca }) }));
  }

  for(url: GoUrl): HttpAgent {
    return url.scheme === 'https' ? this.https : this.http;
  }

  /** Closes all connections, also those in use. */
  destroy(): void {
    this.http.destroy();
    this.https.destroy();
  }
}

// Node closes an idle connection early when the server's Keep-Alive header names a timeout; Go ignores that
// header, which is why OpenIM runs into connections the server closes at that moment.
function withoutServerHint<Kind extends HttpAgent>(agent: Kind): Kind {
  agent.keepSocketAlive = (socket: Duplex & { unref?: () => unknown }): boolean => {
    socket.unref?.();
    return true;
  };
  return agent;
}
