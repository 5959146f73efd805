import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { Injectable } from '@nestjs/common';
import {
  BeforeSendSingleMsg,
  Command,
  memoryInbox,
  OnSingleMsgRead,
  OpenImCallbackModule,
  refuse,
} from 'nestjs-openim-callback';
import type { CallbackFailure } from 'nestjs-openim-callback/operations';
import { until } from '../support/until.js';
import { combinations } from './support/running-app.js';
import { waysIn, type OpenWay } from './support/ways-in.js';

// Whatever way a request takes into the app, OpenIM gets an answer that it reads as the app means it.

const cases = waysIn.flatMap((way) =>
  combinations
    .filter(({ platform }) => way.platforms.includes(platform))
    .map((combination) => ({ way, name: way.name, ...combination })),
);

const BEFORE = `/cb/${Command.beforeSendSingleMsg}`;
const AFTER = `/cb/${Command.afterSingleMsgRead}`;
const LIMIT = 2_000_000;
const LARGE = 'x'.repeat(1_200_000);
const message = { callbackCommand: Command.beforeSendSingleMsg, sendID: 'u1', recvID: 'u2', content: LARGE };
const read = {
  callbackCommand: Command.afterSingleMsgRead,
  conversationID: 'si_u1_u2',
  userID: LARGE,
  seqs: [1],
};

const heard: unknown[] = [];

@Injectable()
class Listeners {
  @BeforeSendSingleMsg()
  onSend() {
    return refuse(20001, '不行');
  }

  @OnSingleMsgRead()
  onRead(event: object): void {
    heard.push(event);
  }
}

describe.each(cases)(
  'over $name on $platform with the $mount mount',
  ({ way, platform, mount, answerInFront = true }) => {
    const inbox = memoryInbox();
    let opened: OpenWay;

    beforeAll(async () => {
      class Root {}
      const imports = [
        OpenImCallbackModule.forRoot({ path: 'cb', mount, answerInFront, inbox, bodyLimit: LIMIT }),
      ];
      opened = await way.open(await way.create({ module: Root, imports, providers: [Listeners] }, platform));
    });

    afterAll(() => opened.close());

    const answer = async (sent: Parameters<OpenWay['post']>[0]): Promise<unknown> => {
      const { status, text } = await opened.post(sent);
      expect(status).toBe(200);
      return JSON.parse(text);
    };

    it('asks the listeners of a large before callback', async () => {
      expect(await answer({ path: BEFORE, body: JSON.stringify(message) })).toMatchObject({
        errCode: 20001,
        errMsg: '不行',
        nextCode: 1,
      });
    });

    it('delivers a large after callback, doubled slash or not', async () => {
      heard.length = 0;
      for (const path of [AFTER, `/cb//${Command.afterSingleMsgRead}`]) {
        expect(await answer({ path, body: JSON.stringify(read) })).toMatchObject({ nextCode: 0 });
      }
      await until(() => heard.length === 2);
    });

    it('refuses what is no JSON, and what it cannot decompress', async () => {
      expect(await answer({ path: BEFORE, body: '{"callbackCommand":' })).toMatchObject({
        errDlt: 'bad-json',
        nextCode: 1,
      });
      const headers = { 'Content-Encoding': 'zstd' };
      const undone = await answer({ path: BEFORE, body: JSON.stringify(message), headers });
      // What a platform of functions hands over is decompressed.
      expect(undone).toMatchObject({ nextCode: 1 });
    });

    it('takes no body beyond its own limit', async () => {
      const body = JSON.stringify({ ...message, content: 'x'.repeat(2 * LIMIT) });
      expect(await answer({ path: BEFORE, body })).toMatchObject({ errDlt: 'too-large', nextCode: 1 });
    });

    it('decompresses', async () => {
      if (way.name === 'serverless') return;
      const headers = { 'Content-Encoding': 'gzip' };
      const body = gzipSync(JSON.stringify(message));
      expect(await answer({ path: BEFORE, body, headers })).toMatchObject({ errCode: 20001 });
    });
  },
);

describe.each(cases)(
  'over $name on $platform with the $mount mount',
  ({ way, platform, mount, answerInFront = true }) => {
    it('lets no middleware answer in its place', async () => {
      class Root {}
      const failures: string[] = [];
      const hooks = { onFailure: ({ reason }: CallbackFailure) => failures.push(reason) };
      const imports = [OpenImCallbackModule.forRoot({ path: 'cb', mount, answerInFront, hooks })];
      const app = await way.create({ module: Root, imports, providers: [Listeners] }, platform);
      app.use((_request: unknown, response: ServerResponse) => {
        response.writeHead(401, { 'Content-Type': 'application/json' });
        response.end('{"statusCode":401,"message":"Unauthorized"}');
      });
      const { post, close } = await way.open(app);
      const blocked = { errDlt: 'blocked-by-app', nextCode: 1 };
      const { text } = await post({ path: BEFORE, body: JSON.stringify(message) });
      expect(JSON.parse(text)).toMatchObject(mount === 'controller' ? blocked : { errCode: 20001 });
      expect(failures).toEqual(mount === 'controller' ? ['blocked-by-app'] : []);
      await close();
    });
  },
);
