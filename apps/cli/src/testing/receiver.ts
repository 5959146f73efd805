import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A callback that has arrived and waits for its answer. */
export interface Arrival {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  /** The bytes as JSON. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly response: ServerResponse;
}

/** A real HTTP server on 127.0.0.1. */
export interface Receiver {
  readonly url: string;
  readonly arrivals: readonly Arrival[];
  /** Resolves when so many callbacks have arrived. */
  arrived(count: number): Promise<void>;
  close(): Promise<void>;
}

/** A function that starts receivers, which are closed after each test of this file. */
export function useReceivers(): typeof startReceiver {
  const open: Receiver[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((receiver) => receiver.close()));
  });
  return async (respond) => {
    const receiver = await startReceiver(respond);
    open.push(receiver);
    return receiver;
  };
}

// Starts a receiver that hands each callback to `respond`, by default one that allows everything.
async function startReceiver(
  respond: (arrival: Arrival) => unknown = ({ response }) => response.end('{}'),
): Promise<Receiver> {
  const arrivals: Arrival[] = [];
  const watchers = new Set<() => void>();
  const server = createServer((request, response) => {
    void buffer(request).then((bytes) => {
      const body = readObject(bytes);
      const arrival = { url: request.url ?? '', headers: request.headers, bytes, body, response };
      arrivals.push(arrival);
      for (const watch of watchers) watch();
      respond(arrival);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/cb`,
    arrivals,
    arrived: (count) =>
      new Promise((resolve) => {
        const watch = (): void => {
          if (arrivals.length >= count) resolve();
        };
        watchers.add(watch);
        watch();
      }),
    close,
  };
}

function readObject(bytes: Buffer): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(bytes.toString()) as Record<string, unknown>;
  } catch {
    return {};
  }
}
