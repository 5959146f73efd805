import fc from 'fast-check';
import { request as httpRequest, validateHeaderName, validateHeaderValue } from 'node:http';
import { Command } from 'nestjs-openim-callback';
import type { CommandKey } from 'nestjs-openim-callback/contract';
import { OpenImSender } from 'openim-sender';
import { whyNotAnswer } from '../e2e/support/answer-shape.js';
import { listenerClass } from '../e2e/support/named-decorators.js';
import { rawHttp, rawSocket } from '../e2e/support/raw-http.js';
import { combinations, startApp, type RunningApp } from '../e2e/support/running-app.js';
import { mutatedBodies } from './support/hostile-bodies.js';
import { hostileHeads, targetFor } from './support/hostile-heads.js';
import { malformedRequests } from './support/malformed-requests.js';
import { Judge } from './support/judge.js';
import { report, SEED, share } from './support/runs.js';

// The same over real HTTP, and what is no HTTP at all: the server lives on and answers the next one as it should.

const TIMEOUT = 120_000;

/** Also behind a server that the app has made itself, after `app.init()`. */
const cases = [false, true].flatMap((ownServer) => combinations.map((each) => ({ ...each, ownServer })));

/** A tenth of all cases, on all of them together. */
const EACH = share(0.1 / cases.length);

const befores = (Object.keys(Command) as CommandKey[]).filter((key) => key.startsWith('before'));

describe.each(cases)('on $platform with the $mount mount, own server $ownServer', (combination) => {
  const judge = new Judge();
  let running: RunningApp;
  let sender: OpenImSender;
  let sent = 0;

  beforeAll(async () => {
    const behaviours = Object.fromEntries(befores.map((key) => [key, judge.decide]));
    const providers = [listenerClass({ ...behaviours, afterAddFriend: () => undefined })];
    running = await startApp({ ...combination, providers });
    sender = new OpenImSender({ url: running.url });
  });

  afterAll(async () => {
    report(`${sent} requests to ${combination.platform} with the ${combination.mount} mount`);
    await sender.close();
    await running.close();
  });

  const livesOn = async (): Promise<void> => {
    judge.reset();
    const { outcome, replyText } = await sender.send('beforeAddFriend');
    expect(whyNotAnswer(replyText ?? '', 'beforeAddFriend')).toBeUndefined();
    expect(judge.wasAsked).toBe(true);
    expect(['allowed', 'refused']).toContain(outcome.kind);
  };

  it(
    'answers whatever Node can send',
    async () => {
      await fc.assert(
        fc.asyncProperty(mutatedBodies, hostileHeads, async (body, head) => {
          const target = encodeURI(targetFor(head, body.command).replace(/[\ud800-\udfff#]/g, ''));
          const headers = Object.fromEntries(Object.entries(head.headers).filter(isSendable));
          judge.reset();
          sent++;
          const { status, text } = await rawHttp(running.url + target, {
            method: head.method,
            headers,
            body: body.raw,
          });
          expect([200, 405]).toContain(status);
          // A path with dots in it may be another one to the client, but not to the server.
          expect(
            head.method === 'HEAD' ? undefined : judge.objection(body.raw, body.command, text),
          ).toBeUndefined();
        }),
        { numRuns: EACH, seed: SEED },
      );
      await livesOn();
    },
    TIMEOUT,
  );

  it(
    'survives what is no HTTP',
    async () => {
      await fc.assert(
        fc.asyncProperty(malformedRequests, async (bytes) => {
          sent++;
          const answer = await rawSocket(running.port, bytes);
          const [head = '', body = ''] = answer.split('\r\n\r\n', 2);
          if (head.startsWith('HTTP/1.1 200')) expect(whyNotAnswer(body)).toBeUndefined();
        }),
        { numRuns: Math.ceil(EACH / 4), seed: SEED },
      );
      await livesOn();
    },
    TIMEOUT,
  );

  it(
    'survives senders that hang up in the middle',
    async () => {
      await fc.assert(
        fc.asyncProperty(mutatedBodies, fc.nat(1000), async ({ command, raw }, at) => {
          sent++;
          await hangUp(running.port, `/callbackExample/${command}`, raw, at % (raw.length + 1));
        }),
        { numRuns: Math.ceil(EACH / 10), seed: SEED },
      );
      await livesOn();
    },
    TIMEOUT,
  );

  it('told nobody of a listener that failed', () => {
    expect(running.listenerFailures).toEqual([]);
    expect(running.failures.filter(({ reason }) => reason === 'internal')).toEqual([]);
  });
});

function isSendable([name, value]: [string, unknown]): boolean {
  try {
    validateHeaderName(name);
    validateHeaderValue(name, String(value));
    return true;
  } catch {
    return false;
  }
}

/** Sends a part of a body and is gone. */
const hangUp = (port: number, path: string, raw: Buffer, after: number): Promise<void> =>
  new Promise((resolve) => {
    const headers = { 'content-length': raw.length + 1 };
    const outgoing = httpRequest({ host: '127.0.0.1', port, path, method: 'POST', agent: false, headers });
    outgoing.on('error', () => undefined);
    outgoing.on('close', resolve);
    outgoing.write(raw.subarray(0, after), () => outgoing.destroy());
    if (after === 0) outgoing.flushHeaders();
    outgoing.once('socket', (socket) => socket.once('connect', () => setImmediate(() => outgoing.destroy())));
  });
