// Run by package.spec.ts next to the installed package: two apps in one process, each with the module of one
// build and listeners that were decorated, and answer, with the other. That is what an app gets whose listeners
// come from a CommonJS library and whose main module is an ES module.
import 'reflect-metadata';
import { createRequire } from 'node:module';
import { NestFactory } from '@nestjs/core';
import * as esModule from 'nestjs-openim-callback';

const commonJs = createRequire(import.meta.url)('nestjs-openim-callback');

const content = JSON.stringify({ content: 'hi' });
const CALLBACKS = {
  read: {
    callbackCommand: 'callbackAfterSingleMsgReadCommand',
    conversationID: 'si_1_2',
    userID: '2',
    Seqs: [3],
  },
  send: { callbackCommand: 'callbackBeforeSendSingleMsgCommand', sendID: '1', recvID: '2', content },
  modify: { callbackCommand: 'callbackBeforeMsgModifyCommand', sendID: '1', recvID: '2', content },
};

/** A class with listeners of the given build; without a compiler its decorators are called by hand. */
function listenersOf(build, reads) {
  class Listeners {
    onRead(event) {
      reads.push({ seqs: event.seqs, ofModule: event.constructor.name });
    }

    onSend() {
      return build.refuse(20001, 'blocked');
    }

    onModify() {
      return build.modify({ senderNickname: 'Alice' });
    }
  }
  const decorate = (decorator, name) =>
    decorator(Listeners.prototype, name, Object.getOwnPropertyDescriptor(Listeners.prototype, name));
  decorate(build.OnSingleMsgRead(), 'onRead');
  decorate(build.BeforeSendSingleMsg(), 'onSend');
  decorate(build.BeforeMsgModify(), 'onModify');
  return Listeners;
}

async function exchange({ OpenImCallbackModule }, listeningBuild) {
  const reads = [];
  class App {}
  const app = await NestFactory.create(
    {
      module: App,
      imports: [OpenImCallbackModule.forRoot()],
      providers: [listenersOf(listeningBuild, reads)],
    },
    { logger: ['error', 'warn'] },
  );
  await app.listen(0, '127.0.0.1');
  const url = `${await app.getUrl()}/callbackExample`;
  const post = async (body) => {
    const response = await fetch(`${url}/${body.callbackCommand}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    return response.json();
  };
  const answers = {};
  for (const [name, body] of Object.entries(CALLBACKS)) answers[name] = await post(body);
  await app.close();
  return { reads, ...answers };
}

const separate = esModule.OpenImCallbackModule !== commonJs.OpenImCallbackModule;
const results = {
  separate,
  esModule: await exchange(esModule, commonJs),
  commonJs: await exchange(commonJs, esModule),
};
console.log(JSON.stringify(results));
