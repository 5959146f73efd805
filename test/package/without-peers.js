// Run by without-peers.spec.ts next to the installed package: uses one of its two builds, then asks for each
// option that needs a package that is not installed, and prints what came of it.
import 'reflect-metadata';
import { createRequire } from 'node:module';
import { NestFactory } from '@nestjs/core';

const library =
  process.argv[2] === 'cjs'
    ? createRequire(import.meta.url)('nestjs-openim-callback')
    : await import('nestjs-openim-callback');
const { OpenImCallbackModule, OnSingleMsgRead, BeforeSendSingleMsg, refuse } = library;

let delivered = 0;

class Listeners {
  onRead() {
    delivered++;
  }

  onSend() {
    return refuse(20001, 'blocked');
  }
}
const decorate = (decorator, name) =>
  decorator(Listeners.prototype, name, Object.getOwnPropertyDescriptor(Listeners.prototype, name));
decorate(OnSingleMsgRead(), 'onRead');
decorate(BeforeSendSingleMsg(), 'onSend');

const start = async (options) => {
  class App {}
  const app = await NestFactory.create(
    { module: App, imports: [OpenImCallbackModule.forRoot(options)], providers: [Listeners] },
    { logger: false, abortOnError: false },
  );
  await app.listen(0, '127.0.0.1');
  return app;
};

/** What the app says when an option cannot be had. */
const refused = async (options) =>
  start(options).then(
    (app) => app.close().then(() => 'it started'),
    (error) => String(error),
  );

const app = await start({});
const url = `${await app.getUrl()}/callbackExample`;
const post = async (body) => (await fetch(url, { method: 'POST', body: JSON.stringify(body) })).json();
await post({
  callbackCommand: 'callbackAfterSingleMsgReadCommand',
  conversationID: 'si_1_2',
  userID: '2',
  seqs: [3],
});
const answered = await post({
  callbackCommand: 'callbackBeforeSendSingleMsgCommand',
  sendID: '1',
  recvID: '2',
  content: '{}',
});
await app.close();
console.log(
  JSON.stringify({
    answered,
    delivered,
    metrics: await refused({ metrics: true }),
    tracing: await refused({ tracing: true }),
  }),
);
