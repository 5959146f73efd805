import { setImmediate as turn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import {
  BeforeSendSingleMsg,
  Command,
  OnSendSingleMsg,
  OnSingleMsgRead,
  OpenImCallbackService,
} from 'nestjs-openim-callback';
import { readBody, sendBody } from '../support/bodies.js';
import { closeApps, startApp } from '../support/callback-app.js';
import { postCallback, send } from '../support/http.js';
import { until } from '../support/until.js';

afterEach(closeApps);

/** What must not be in any log, wherever it was planted. */
const SECRET = 'pathsecret-4f9a';
const GUESS = 'guessed-7c1d';
const PASSWORD = 'password-b2e8';
const CONTENT = 'content-of-a-message-91d0';
const QUERY = 'query-e5c3';
const PLANTED = [SECRET, GUESS, PASSWORD, CONTENT, QUERY];

@Injectable()
class Listeners {
  @BeforeSendSingleMsg()
  onSend(): never {
    throw new Error('the listener is broken');
  }

  @OnSendSingleMsg({ retry: { maxAttempts: 2, minDelay: 1, maxDelay: 1 } })
  onSent(): never {
    throw new Error('the listener is broken too');
  }

  @OnSingleMsgRead()
  onRead(): void {
    // Never called here.
  }
}

const basic = (password: string) => ({
  authorization: `Basic ${Buffer.from(`openim:${password}`).toString('base64')}`,
});

describe.each(['controller', 'direct'] as const)('the log of an app (%s mount)', (mount) => {
  it('names commands, operations and events, and holds no secret and no content', async () => {
    const { app, port, log } = await startApp({
      options: {
        mount,
        access: { pathSecrets: [SECRET], basic: [{ username: 'openim', password: PASSWORD }] },
      },
      providers: [Listeners],
    });
    const path = `/callbackExample/${SECRET}`;
    const headers = { ...basic(PASSWORD), operationid: 'op-42' };
    const message = { ...sendBody, content: CONTENT, senderNickname: CONTENT };
    const post = (body: Parameters<typeof postCallback>[2], to = path) =>
      postCallback(port, `${to}?key=${QUERY}`, body, { headers });

    await post(message);
    await post({ ...message, callbackCommand: Command.afterSendSingleMsg });
    await post({ ...message, callbackCommand: Command.afterSendGroupMsg });
    await post({ ...message, callbackCommand: CONTENT });
    await post({ ...readBody, conversationID: CONTENT, Seqs: CONTENT });
    await post(message, `/callbackExample/${GUESS}`);
    await post(message, `${path}/${CONTENT}/${GUESS}`);
    await send(port, `${path}?key=${QUERY}`, `{"content":"${CONTENT}"`, { headers });
    await send(port, `${path}?key=${QUERY}`, '', { method: 'GET', headers });
    await send(port, path, '{}', { headers: basic(GUESS) });
    const { deadLetters } = app.get(OpenImCallbackService);
    while ((await deadLetters.list({ kind: 'undelivered' })).length === 0) await turn();
    await app.close();

    await until(() => log.text.includes('the listener is broken too'));
    const [lost] = await deadLetters.list({ kind: 'undelivered' });
    expect(log.text).toContain(Command.beforeSendSingleMsg);
    expect(log.text).toContain(`operationID=op-42 eventID=${lost?.eventID}`);
    for (const reason of ['unauthorised', 'wrong-method', 'bad-json', 'invalid-event'])
      expect(log.text).toContain(reason);
    for (const planted of PLANTED) expect(log.text).not.toContain(planted);
    expect(log.text).not.toContain(Buffer.from(PASSWORD).toString('base64').slice(0, 12));
  });
});
