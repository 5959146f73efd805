import { Controller, Get } from '@nestjs/common';
import { exampleBody, OpenImSender, type Outcome } from 'openim-sender';
import { whyNotAnswer } from './support/answer-shape.js';
import { hostilities } from './support/hostilities.js';
import { rawHttp } from './support/raw-http.js';
import { combinations } from './support/running-app.js';
import {
  AFTER,
  BEFORE,
  REFUSED_MSG,
  startTwoCommandApp,
  type TwoCommandApp,
} from './support/two-commands.js';

// Whatever the app around the module does, a refused action never looks allowed; and the direct mount is out of
// its reach.

/** What everything else in the app is like. */
@Controller('ordinary')
class Ordinary {
  @Get()
  ask(): string {
    return 'fine';
  }
}

const cases = combinations.flatMap((each) => hostilities.map((hostility) => ({ ...each, ...hostility })));

describe.each(cases)('$name, on $platform with the $mount mount', (hostility) => {
  const { platform, mount, answerInFront, configure, path = '/callbackExample' } = hostility;
  const expected = mount === 'direct' ? 'through' : hostility.controller;
  let app: TwoCommandApp;
  let sender: OpenImSender;

  beforeAll(async () => {
    app = await startTwoCommandApp({
      platform,
      mount,
      answerInFront,
      controllers: [Ordinary],
      configure: (nest) => configure(nest, platform),
    });
    // Where nobody answers it is OpenIM that gives up: soon, so that the test ends.
    sender = new OpenImSender({
      url: app.origin + path,
      timeoutSeconds: expected === 'unanswered' ? 0.2 : 5,
    });
  });

  afterAll(async () => {
    await sender.close();
    app.server.closeAllConnections();
    await app.close();
  });

  const send = async (
    command: string,
    fields: object = {},
  ): Promise<{ outcome: Outcome; text: string | null }> => {
    const { outcome, replyText } = await sender.send(command, { ...exampleBody(command), ...fields });
    if (replyText !== null) expect(whyNotAnswer(replyText, command)).toBeUndefined();
    return { outcome, text: replyText };
  };

  const allowed = { kind: 'allowed', applied: {}, laterError: null, notes: [] };
  const outcomes = {
    through: { good: allowed, bad: { kind: 'refused', reason: 'reply', code: 20001 } },
    blocked: {
      good: { kind: 'refused', reason: 'reply', code: 20500 },
      bad: { kind: 'refused', reason: 'reply', code: 20500 },
    },
    unanswered: { good: { kind: 'refused', reason: 'network' }, bad: { kind: 'refused', reason: 'network' } },
  }[expected];

  it('a good action is allowed unless something keeps it from being checked', async () => {
    expect((await send(BEFORE)).outcome).toMatchObject(outcomes.good);
  });

  it('a bad action is refused', async () => {
    expect((await send(BEFORE, { reqMsg: REFUSED_MSG })).outcome).toMatchObject(outcomes.bad);
  });

  it('an event is delivered, or said not to be', async () => {
    app.heard.empty();
    const { text } = await send(AFTER);
    const accepted = '{"actionCode":0,"errCode":0,"errMsg":"","errDlt":"","nextCode":0}';
    expect(text === accepted).toBe(expected === 'through');
    if (expected === 'through') expect(await app.heard.count(1)).toHaveLength(1);
    else if (!hostility.name.endsWith('goes on')) expect(app.heard.all).toEqual([]);
  });

  it('a crash of a listener is refused', async () => {
    const { outcome } = await send('callbackBeforeAddBlackCommand');
    expect(outcome.kind).toBe('refused');
  });

  if (hostility.controller === 'blocked') {
    it('the rest of the app suffers from it', async () => {
      expect((await rawHttp(`${app.origin}/ordinary`, { method: 'GET' })).text).not.toBe('fine');
    });
  }

  it('a large callback is nothing special', async () => {
    const { outcome } = await send(BEFORE, { reqMsg: 'x'.repeat(200_000) });
    expect(outcome).toMatchObject(outcomes.good);
  });
});
