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

/** Told what becomes of the connections that are kept for the next callback. */
export interface ConnectionObserver {
  /** A connection is idle now, and kept. */
  idle?(): void;
  /**
   * The other end has closed an idle connection, after so many milliseconds. A callback that is sent at that
   * moment is lost, because Go does not repeat a POST.
   */
  closedIdle?(milliseconds: number): void;
}

/** Whom to trust over HTTPS. */
export interface TlsOptions {
  /**
   * A certificate authority to trust besides the system's, in PEM form, for tests over TLS. OpenIM has no such
   * option.
   *
   * @default none
   */
  readonly ca?: string | Buffer | undefined;
  /**
   * Takes any certificate, a self-signed or expired one too. OpenIM never does; the Enterprise edition has a setting
   * of this name in webhooks.yml.
   *
   * @default false
   */
  readonly insecureSkipVerify?: boolean | undefined;
}

/** The connections of one OpenIM process: HTTP and HTTPS, both without any idle timeout. */
export class Agents {
  private readonly http: HttpAgent;
  private readonly https: HttpsAgent;
  /** The connections that are idle, each with what hears of its end. */
  private readonly idle = new Map<Duplex, () => void>();

  constructor(
    { ca, insecureSkipVerify }: TlsOptions = {},
    private readonly observer: ConnectionObserver = {},
  ) {
    this.http = this.keepingIdle(new HttpAgent(options));
    this.https = this.keepingIdle(
      new HttpsAgent({
        ...options,
        ...(ca === undefined ? {} : { ca }),
        rejectUnauthorized: insecureSkipVerify !== true,
      }),
    );
  }

  for(url: GoUrl): HttpAgent {
    return url.scheme === 'https' ? this.https : this.http;
  }

  /** Closes all connections, also those in use. */
  destroy(): void {
    this.idle.clear();
    this.http.destroy();
    this.https.destroy();
  }

  // Node closes an idle connection early when the server's Keep-Alive header names a timeout; Go ignores that
  // header, which is why OpenIM runs into connections the server closes at that moment.
  private keepingIdle<Kind extends HttpAgent>(agent: Kind): Kind {
    agent.keepSocketAlive = (socket: Duplex & { unref?: () => unknown }): boolean => {
      socket.unref?.();
      this.watch(socket);
      return true;
    };
    const reuse = agent.reuseSocket.bind(agent);
    agent.reuseSocket = (socket, request): void => {
      this.forget(socket);
      reuse(socket, request);
    };
    return agent;
  }

  private watch(socket: Duplex): void {
    const since = performance.now();
    const closed = (): void => {
      if (this.idle.delete(socket)) this.observer.closedIdle?.(performance.now() - since);
    };
    this.idle.set(socket, closed);
    socket.once('close', closed);
    this.observer.idle?.();
  }

  private forget(socket: Duplex): void {
    const closed = this.idle.get(socket);
    if (closed === undefined) return;
    this.idle.delete(socket);
    socket.off('close', closed);
  }
}
