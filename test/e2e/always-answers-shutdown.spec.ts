import { connect, type Socket } from 'node:net';
import { allow, type OpenImEvent } from 'nestjs-openim-callback';
import { exampleBody, OpenImSender } from 'openim-sender';
import { meaningOf } from './support/answer-shape.js';
import { Mailbox } from './support/mailbox.js';
import { listenerClass } from './support/named-decorators.js';
import { combinations, startApp } from './support/running-app.js';
import { AFTER, BEFORE, bodyOf } from './support/two-commands.js';

// What comes in while the app goes down is answered and delivered too.

/** Something that a test lets happen. */
function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}

const requestOf = (command: string): string => {
  const body = bodyOf(command);
  return `POST /callbackExample/${command} HTTP/1.1\r\nHost: h\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
};

/** The next answer on a connection that is kept open. */
const answerOn = (socket: Socket): Promise<string> =>
  new Promise((resolve) => {
    let text = '';
    const read = (chunk: Buffer): void => {
      text += chunk.toString('latin1');
      const [head = '', body = ''] = text.split('\r\n\r\n');
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? Number.NaN);
      if (body.length < length || Number.isNaN(length)) return;
      socket.off('data', read);
      resolve(text);
    };
    socket.on('data', read);
  });

describe.each(combinations)('on $platform with the $mount mount', (combination) => {
  it('a before callback that is being decided is answered, and the connection is let go', async () => {
    const asked = gate();
    const decided = gate();
    const decide = async (): Promise<ReturnType<typeof allow>> => {
      asked.open();
      await decided.opened;
      return allow();
    };
    const app = await startApp({ ...combination, providers: [listenerClass({ beforeAddFriend: decide })] });
    const sender = new OpenImSender({ url: app.url });
    const sending = sender.send('beforeAddFriend');
    await asked.opened;
    const closing = app.close();
    decided.open();
    expect((await sending).outcome).toMatchObject({ kind: 'allowed' });
    await closing;
    await sender.close();
  });

  it('events that wait are delivered before the app is gone', async () => {
    const heard = new Mailbox<OpenImEvent>();
    const released = gate();
    const hear = async (event: OpenImEvent): Promise<undefined> => {
      await released.opened;
      return heard.put(event);
    };
    const app = await startApp({ ...combination, providers: [listenerClass({ afterAddFriend: hear })] });
    const sender = new OpenImSender({ url: app.url });
    for (let number = 0; number < 20; number++) {
      await sender.send('afterAddFriend', { ...exampleBody('afterAddFriend'), reqMsg: String(number) });
    }
    const closing = app.close();
    released.open();
    await closing;
    expect(heard.all).toHaveLength(20);
    await sender.close();
  });

  it('what arrives on an open connection meanwhile is answered as OpenIM understands it', async () => {
    const heard = new Mailbox<OpenImEvent>();
    const started = gate();
    const released = gate();
    // Keeps the app from going down, since shutting down waits for its delivery.
    const hold = async (event: OpenImEvent): Promise<undefined> => {
      heard.put(event);
      started.open();
      await released.opened;
      return undefined;
    };
    const listeners = listenerClass({ afterAddFriend: hold, beforeAddFriend: (event) => heard.put(event) });
    const app = await startApp({ ...combination, providers: [listeners] });
    const sockets = await Promise.all([BEFORE, AFTER].map(() => connected(app.port)));
    const [deciding, reporting] = sockets;
    if (!deciding || !reporting) throw new Error('not connected');

    reporting.write(requestOf(AFTER));
    await answerOn(reporting);
    await started.opened;
    const closing = app.close();
    deciding.write(requestOf(BEFORE));
    reporting.write(requestOf(AFTER));
    const [decided = '', reported = ''] = await Promise.all(sockets.map(answerOn));
    expect(meaningOf(bodyIn(decided), BEFORE)).toBe('allowed');
    expect(meaningOf(bodyIn(reported), AFTER)).toBe('accepted');
    for (const answer of [decided, reported])
      expect(answer).toMatch(/^HTTP\/1.1 200 [\s\S]*\r\nConnection: close\r\n/i);

    released.open();
    await closing;
    // What was accepted was delivered.
    expect(heard.all.map((event) => event.callbackCommand).sort()).toEqual([AFTER, AFTER, BEFORE]);
    for (const socket of sockets) socket.destroy();
  });
});

const connected = (port: number): Promise<Socket> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket));
  });

const bodyIn = (answer: string): string => answer.split('\r\n\r\n')[1] ?? '';
