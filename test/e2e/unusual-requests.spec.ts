import { refuse, type OpenImEvent } from 'nestjs-openim-callback';
import { exampleBody, OpenImSender } from 'openim-sender';
import { Mailbox } from './support/mailbox.js';
import { listenerClass } from './support/named-decorators.js';
import { combinations, startApp, type Platform, type RunningApp } from './support/running-app.js';
import { rawHttp } from './support/raw-http.js';
import { meaningOf } from './support/answer-shape.js';
import {
  AFTER,
  BEFORE,
  bodyOf,
  REFUSED_MSG,
  startTwoCommandApp,
  type TwoCommandApp,
} from './support/two-commands.js';

// Express does not look at the case of a path and Fastify decodes it: a url in webhooks.yml that is spelled a
// little differently reaches the callbacks all the same, and must not be answered any less safely for it.

const spelling: Readonly<Record<Platform, string>> = {
  express: '/CallbackExample',
  fastify: '/callback%45xample',
};

const MIB = 1024 * 1024;

describe.each(combinations)(
  'a url spelled differently, on $platform with the $mount mount',
  (combination) => {
    let app: TwoCommandApp;
    let url: string;

    beforeAll(async () => {
      app = await startTwoCommandApp(combination);
      url = app.origin + spelling[combination.platform];
    });

    afterAll(() => app.close());

    const meaningWith = async (command: string, length: number): Promise<string> => {
      const body = bodyOf(command, { reqMsg: REFUSED_MSG, more: 'x'.repeat(length) });
      const headers = { 'content-type': 'application/json; charset=utf-8' };
      return meaningOf((await rawHttp(`${url}/${command}`, { headers, body })).text, command);
    };

    it('a small callback is refused as its listener says', async () => {
      expect(await meaningWith(BEFORE, 0)).toBe('refused');
      expect(await meaningWith(AFTER, 0)).toBe('accepted');
    });

    it('a large one is too', async () => {
      expect(await meaningWith(BEFORE, 2 * MIB)).toBe('refused');
    });
  },
);

// The operation id is chosen by the client, an ordinary user, and arrives in a header. Go's servers, OpenIM's REST
// interface among them, take headers of up to 1 MiB; Node takes 16 KiB together and answers longer ones itself.

const LONG = 'x'.repeat(20_000);
const LONGEST = 'x'.repeat(1024 * 1024);

describe.each(combinations)('an operation id, on $platform with the $mount mount', (combination) => {
  const heard = new Mailbox<OpenImEvent>();
  let running: RunningApp;
  let sender: OpenImSender;

  beforeAll(async () => {
    const providers = [
      listenerClass({
        beforeAddFriend: () => refuse(20001, 'no'),
        afterAddFriend: (event) => heard.put(event),
      }),
    ];
    running = await startApp({ ...combination, providers });
    sender = new OpenImSender({ url: running.url });
  });

  afterAll(async () => {
    await sender.close();
    await running.close();
  });

  it('of 15,000 characters is nothing special', async () => {
    const operationID = 'x'.repeat(15_000);
    const { outcome } = await sender.send('beforeAddFriend', exampleBody('beforeAddFriend'), { operationID });
    expect(outcome).toMatchObject({ kind: 'refused', reason: 'reply', code: 20001 });
  });

  it('of 20,000, too long for Node, does not get an action past the listener', async () => {
    const { outcome } = await sender.send('beforeAddFriend', exampleBody('beforeAddFriend'), {
      operationID: LONG,
    });
    expect(outcome.kind).toBe('refused');
  });

  it('nor does the longest that Go lets through', async () => {
    const body = exampleBody('beforeAddFriend');
    const { outcome } = await sender.send('beforeAddFriend', body, { operationID: LONGEST });
    expect(outcome).toMatchObject({ kind: 'refused', reason: 'reply', code: 20001 });
  });

  it('nor does one that is not ASCII', async () => {
    const { outcome } = await sender.send('beforeAddFriend', exampleBody('beforeAddFriend'), {
      operationID: 'bytes of UTF-8: 你好 é',
    });
    expect(outcome).toMatchObject({ kind: 'refused', reason: 'reply', code: 20001 });
  });

  it('nor does it make an event disappear', async () => {
    await sender.send('afterAddFriend', exampleBody('afterAddFriend'), { operationID: LONG });
    await sender.send('afterAddFriend', { ...exampleBody('afterAddFriend'), reqMsg: 'the next' });
    await heard.find((event) => 'reqMsg' in event && event.reqMsg === 'the next');
    expect(heard.all).toHaveLength(2);
  });
});
