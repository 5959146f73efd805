import { createServer, type Server, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { portOf } from '../../../../../test/support/http-server.js';
import { until } from '../../../../../test/support/until.js';
import { CallbackViews } from '../views/callback-views.js';
import { BodyView } from '../views/shown-body.js';
import { CallbackKeeper } from '../watch/callback-keeper.js';
import { LiveStreams } from './live-streams.js';

describe('a live stream whose client does not read', () => {
  const keeper = new CallbackKeeper({ count: 100, bytes: 1 << 30, perSecond: 1_000_000 });
  const streams = new LiveStreams(
    'replica',
    keeper,
    new CallbackViews('replica', new BodyView(undefined), () => ''),
  );
  let server: Server;
  let socket: Socket;
  let response: ServerResponse | undefined;
  let traffic: NodeJS.Timeout | undefined;

  beforeAll(async () => {
    server = createServer((_request, given) => {
      response = given;
      streams.open(given);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    socket = connect(portOf(server), '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\nHost: h\r\n\r\n');
  });

  afterAll(async () => {
    clearInterval(traffic);
    socket.destroy();
    streams.close();
    await new Promise((resolve) => server.close(resolve));
  });

  /** A callback of which the stream has 20 kB to say. */
  const arrive = (): void => {
    keeper.seen++;
    if (!keeper.chooses(false, Date.now())) return;
    keeper.keep(false, {
      id: `c${keeper.seen}`,
      instance: 'default',
      at: Date.now(),
      command: 'c',
      operationID: 'o'.repeat(20_000),
      query: '',
      raw: undefined,
      trace: undefined,
      recipients: [],
      headers: undefined,
      remoteAddress: undefined,
      outcome: 'accepted',
      failure: undefined,
      took: 0,
      answer: Buffer.alloc(0),
      attempts: [],
      test: false,
    });
  };

  it('takes no more memory, and learns later how many came', async () => {
    await until(() => streams.size === 1);
    traffic = setInterval(() => {
      for (let count = 0; count < 20; count++) arrive();
    }, 20);
    const waiting = (): number => response?.writableLength ?? 0;
    // The network takes some more of what is full already, then nothing: what waits is the same a thousand later.
    await until(async () => {
      const [held, before] = [waiting(), keeper.seen];
      await until(() => keeper.seen > before + 1000);
      return held > 0 && response?.writableNeedDrain === true && waiting() === held;
    }, 'no more is written');
    clearInterval(traffic);
    let text = '';
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => {
      text += chunk;
    });
    const seen = (): number =>
      [...text.matchAll(/"seen":(\d+)\}/g)].reduce((sum, [, count]) => sum + Number(count), 0);
    await until(() => seen() === keeper.seen);
  });
});
