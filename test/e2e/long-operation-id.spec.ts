import { refuse, type OpenImEvent } from 'nestjs-openim-callback';
import { exampleBody, OpenImSender } from 'openim-sender';
import { Mailbox } from './support/mailbox.js';
import { listenerClass } from './support/named-decorators.js';
import { combinations, startApp, type RunningApp } from './support/running-app.js';

// The operation id is chosen by the client, an ordinary user, and arrives in a header. Go's servers, OpenIM's REST
// interface among them, take headers of up to 1 MiB; Node takes 16 KiB together and answers longer ones itself.

const LONG = 'x'.repeat(20_000);
const LONGEST = 'x'.repeat(1024 * 1024);

describe.each(combinations)('on $platform with the $mount mount', (combination) => {
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

  it('an operation id of 15,000 characters is nothing special', async () => {
    const operationID = 'x'.repeat(15_000);
    const { outcome } = await sender.send('beforeAddFriend', exampleBody('beforeAddFriend'), { operationID });
    expect(outcome).toMatchObject({ kind: 'refused', reason: 'reply', code: 20001 });
  });

  it('one of 20,000, too long for Node, does not get an action past the listener', async () => {
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
