import type { RequestListener } from 'node:http';
import { send } from '../../../../test/support/http.js';
import { closeServers, serve } from '../../../../test/support/http-server.js';
import { interceptRequests, type Take } from './request-interceptor.js';

const below = (base: string) => (url: string) => (url.startsWith(base) ? url.slice(base.length) : undefined);
const answering =
  (text: string): RequestListener =>
  (_request, response) =>
    void response.end(text);
const taking =
  (name: string): Take =>
  (_request, response, target) =>
    void response.end(`${name}${target}`);

describe('an interceptor', () => {
  afterEach(closeServers);

  it('takes what lies below its base and leaves the rest', async () => {
    const { server, port } = await serve(answering('app'));
    interceptRequests(server, below('/cb'), taking('callback '));
    expect((await send(port, '/cb/x?y')).text).toBe('callback /x?y');
    expect((await send(port, '/other')).text).toBe('app');
  });

  it('can pass on what it took', async () => {
    const { server, port } = await serve((request, response) => void response.end(`app ${request.url}`));
    interceptRequests(server, below('/cb'), (request, _response, target, pass) => {
      request.url = `/moved${target}`;
      pass();
    });
    expect((await send(port, '/cb/x')).text).toBe('app /moved/x');
  });

  it('passes requests to everybody who listened, in their order and with the server as this', async () => {
    const { server, port } = await serve();
    const heard: unknown[] = [];
    server.on('request', function (this: unknown) {
      heard.push(['first', this === server]);
    });
    server.once('request', () => heard.push('once'));
    server.on('request', (_request, response) => {
      heard.push('last');
      response.end();
    });
    interceptRequests(server, below('/cb'), (_request, _response, _target, pass) => pass());
    await send(port, '/other');
    await send(port, '/cb');
    expect(heard).toEqual([['first', true], 'once', 'last', ['first', true], 'last']);
  });

  it('leaves those who come later alone', async () => {
    const { server, port } = await serve(answering('app'));
    interceptRequests(server, below('/cb'), taking('callback'));
    const seen: unknown[] = [];
    server.on('request', ({ url }) => seen.push(url));
    await send(port, '/cb');
    await send(port, '/other');
    expect(seen).toEqual(['/cb', '/other']);
  });

  it('gives back what it took over', async () => {
    const app = answering('app');
    const { server, port } = await serve(app);
    const other = (): void => undefined;
    server.on('request', other);
    const restore = interceptRequests(server, below('/cb'), taking('callback'));
    expect(server.listeners('request')).toHaveLength(1);
    restore();
    expect(server.listeners('request')).toEqual([app, other]);
    expect((await send(port, '/cb')).text).toBe('app');
    restore();
    expect(server.listeners('request')).toEqual([app, other]);
  });

  it.each([
    ['first in, first out', [0, 1]],
    ['first in, last out', [1, 0]],
  ])('gives way among others, %s', async (_order, order) => {
    let calls = 0;
    const { server, port } = await serve((_request, response) => {
      calls++;
      response.end('app');
    });
    const restores = ['/one', '/two'].map((base) => interceptRequests(server, below(base), taking(base)));
    expect((await send(port, '/one')).text).toBe('/one');
    expect((await send(port, '/two')).text).toBe('/two');
    for (const index of order) restores[index]?.();
    expect((await send(port, '/one')).text).toBe('app');
    expect((await send(port, '/two')).text).toBe('app');
    expect(calls).toBe(2);
  });
});
