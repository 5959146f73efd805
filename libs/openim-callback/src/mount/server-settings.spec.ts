import { Agent, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { rawConnection, send } from '../../../../test/support/http.js';
import { closeServers, serve } from '../../../../test/support/http-server.js';
import { gate } from '../../../../test/support/until.js';
import { closeAfterAnswers, raiseKeepAlive } from './server-settings.js';

describe('settings of the server', () => {
  afterEach(closeServers);

  describe('keep-alive', () => {
    it.each([0, 1, 3_600_000])('is set to %i ms', async (milliseconds) => {
      const { server } = await serve();
      raiseKeepAlive(server, milliseconds);
      expect(server.keepAliveTimeout).toBe(milliseconds);
    });

    it('for ever sets no timer on idle connections, unlike the default', async () => {
      const timeouts: unknown[] = [];
      for (const raise of [false, true]) {
        const { server, port } = await serve((_request, response) => void response.end());
        if (raise) raiseKeepAlive(server, 0);
        const connected = once(server, 'connection');
        const agent = new Agent({ keepAlive: true });
        await send(port, '/', '', { agent });
        const [socket]: Socket[] = await connected;
        // A second answer on the same connection: the first has been left idle by then.
        await send(port, '/', '', { agent });
        timeouts.push(Boolean(socket?.timeout));
        agent.destroy();
      }
      expect(timeouts).toEqual([true, false]);
    });

    it('probes idle connections, so that those to vanished hosts go', async () => {
      const probes: unknown[][] = [];
      const { server, port } = await serve();
      server.on('connection', (socket) => {
        const { setKeepAlive } = socket;
        socket.setKeepAlive = (...args) => {
          probes.push(args);
          return setKeepAlive.apply(socket, args);
        };
      });
      raiseKeepAlive(server, 0);
      const { socket } = rawConnection(port);
      await once(server, 'connection');
      socket.destroy();
      expect(probes).toEqual([[true, 60_000]]);
    });

    it('lets connections go while the app is closing, so that closing ends', async () => {
      const { promise: answering, open } = gate<ServerResponse>();
      const { server, port } = await serve((_request, response) => open(response));
      const letGo = raiseKeepAlive(server, 0);
      const connection = rawConnection(port);
      connection.socket.write('GET / HTTP/1.1\r\nHost: h\r\n\r\n');
      const response = await answering;
      letGo();
      const closed = once(server, 'close');
      server.close();
      response.end('slow');
      await connection.until(/slow/);
      await closed;
      expect(await connection.closed).toContain('200 OK');
      expect(server.listenerCount('connection')).toBe(1);
    });
  });

  it('every answer closes its connection, until that is ended', async () => {
    const { server, port } = await serve((_request, response) => void response.end());
    const agent = new Agent({ keepAlive: true });
    const connection = async (): Promise<unknown> =>
      (await send(port, '/', '', { agent })).headers.connection;
    const before = await connection();
    const end = closeAfterAnswers(server);
    const meanwhile = await connection();
    end();
    expect([before, meanwhile, await connection()]).toEqual(['keep-alive', 'close', 'keep-alive']);
    agent.destroy();
  });
});
