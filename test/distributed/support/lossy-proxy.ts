import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { RedisPlace } from 'nestjs-openim-callback-bullmq';

/** A network between an inbox and its server that can lose what is sent, without telling either of them. */
export class LossyProxy {
  private readonly sockets = new Set<Socket>();
  private readonly server: Server;

  private constructor(private readonly target: number) {
    this.server = createServer((client) => this.join(client));
  }

  /** Starts one that leads to a port of this machine. */
  static async start(target: number): Promise<LossyProxy> {
    const proxy = new LossyProxy(target);
    proxy.server.listen(0, '127.0.0.1');
    await once(proxy.server, 'listening');
    return proxy;
  }

  /** Where the server is, through it. */
  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Where Redis is, through it. */
  get place(): RedisPlace {
    return { connection: { port: this.port } };
  }

  /** From now on nothing comes through the connections that there are; new ones work. */
  lose(): void {
    for (const socket of this.sockets) socket.unpipe().resume();
  }

  async stop(): Promise<void> {
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
    await once(this.server, 'close');
  }

  private join(client: Socket): void {
    const redis = connect(this.target, '127.0.0.1');
    for (const [from, to] of [
      [client, redis],
      [redis, client],
    ] as const) {
      this.sockets.add(from);
      from.pipe(to);
      from.on('error', () => undefined);
      from.on('close', () => {
        this.sockets.delete(from);
        to.destroy();
      });
    }
  }
}
