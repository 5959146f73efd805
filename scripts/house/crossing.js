// node crossing.js <repository>: prints, as JSON, the functions and files of the built library that one warm after
// callback crosses: on the direct mount, with the memory inbox, from its bytes to its listener and back.
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { Session } from 'node:inspector/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setImmediate } from 'node:timers/promises';

const WARM_UP = 2_000;
/** Callbacks that are looked at one by one: the odd one meets a timer. */
const LOOKS = 5;

const root = process.argv[2];
const dist = pathToFileURL(join(root, 'libs/openim-callback/dist/esm/')).href;
const { OnSingleMsgRead, OpenImCallbackModule } = await import(new URL('index.js', dist).href);
const require = createRequire(join(root, 'package.json'));
require('reflect-metadata');
const { Injectable, Module } = require('@nestjs/common');
const { NestFactory } = require('@nestjs/core');
const { Agent, request } = require('node:http');

let heard = () => {};
class Receipts {
  onRead() {
    heard();
  }
}
Injectable()(Receipts);
OnSingleMsgRead()(
  Receipts.prototype,
  'onRead',
  Object.getOwnPropertyDescriptor(Receipts.prototype, 'onRead'),
);
class AppModule {}
Module({ imports: [OpenImCallbackModule.forRoot({ mount: 'direct' })], providers: [Receipts] })(AppModule);

const app = await NestFactory.create(AppModule, { logger: ['error'] });
await app.listen(0, '127.0.0.1');
const { port } = app.getHttpServer().address();
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

async function cross(number) {
  const delivered = new Promise((resolve) => (heard = resolve));
  const path = '/callbackExample/callbackAfterSingleMsgReadCommand';
  const headers = { operationID: `house-${number}`, 'Content-Type': 'application/json' };
  const sent = request({ agent, port, host: '127.0.0.1', path, method: 'POST', headers });
  sent.end(
    JSON.stringify({
      callbackCommand: 'callbackAfterSingleMsgReadCommand',
      conversationID: `si_100_${number % 100}`,
      userID: '100',
      Seqs: [number],
      contentType: 1,
    }),
  );
  const [response] = await once(sent, 'response');
  if (response.statusCode !== 200) throw new Error(`the callback was answered with ${response.statusCode}`);
  response.resume();
  await Promise.all([once(response, 'end'), delivered]);
  // What is done once the listener has returned.
  for (let turn = 0; turn < 20; turn += 1) await setImmediate();
}

for (let number = 0; number < WARM_UP; number += 1) await cross(number);

const session = new Session();
session.connect();
await session.post('Profiler.enable');
await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
let looks = [];
for (let number = 0; number < LOOKS; number += 1) {
  await session.post('Profiler.takePreciseCoverage');
  await cross(WARM_UP + number);
  const { result } = await session.post('Profiler.takePreciseCoverage');
  looks.push(
    result
      .filter(({ url }) => url.startsWith(dist))
      .flatMap(({ url, functions }) =>
        functions
          .filter(({ ranges: [range] }) => range.count > 0)
          .map(({ functionName, ranges: [{ startOffset }] }) => ({
            file: url.slice(dist.length).replace(/\.js$/, '.ts'),
            name: functionName || '(anonymous)',
            startOffset,
          })),
      ),
  );
}
session.disconnect();
await app.close();
looks = looks.sort((a, b) => a.length - b.length);
console.log(JSON.stringify(looks[Math.floor(LOOKS / 2)]));
process.exit(0);
