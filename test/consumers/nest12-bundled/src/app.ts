import 'reflect-metadata';
import { Injectable, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  OnSingleMsgRead,
  OpenImCallbackModule,
  SingleMsgReadEvent,
  sqliteInbox,
} from 'nestjs-openim-callback';
import { OpenImInspectorModule } from 'nestjs-openim-callback/inspector';

const { INBOX = '', STUCK } = process.env;

@Injectable()
class Listeners {
  @OnSingleMsgRead()
  onRead({ userID }: SingleMsgReadEvent): Promise<void> | undefined {
    console.log(`read by ${userID}`);
    // As if the process were killed before the listener is done.
    return STUCK === undefined ? undefined : new Promise(() => undefined);
  }
}

@Module({
  imports: [
    OpenImCallbackModule.forRoot({ inbox: sqliteInbox({ file: INBOX, lease: 1000 }) }),
    OpenImInspectorModule.forRoot(),
  ],
  providers: [Listeners],
})
class AppModule {}

const app = await NestFactory.create(AppModule, { logger: ['error'] });
await app.listen(0, '127.0.0.1');
console.log(`listening ${await app.getUrl()}`);
