import 'reflect-metadata';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Controller, Get, Header, Injectable, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Registry } from 'prom-client';
import { decorate } from '../../bench/lib/nest-app.js';
import * as library from '../../libs/openim-callback/dist/esm/index.js';

/** What the path of a callback must hold. */
export const SECRET = 'path-secret';

/** Listeners that take their time, and sometimes fail or refuse. */
class Chat {
  #reads = 0;
  #sends = 0;

  async onRead() {
    const call = ++this.#reads;
    await pause(2 + (call % 10));
    if (call % 25 === 0) throw new Error('the database is busy');
    if (call % 900 === 1) throw new library.NonRetriableError('no such conversation');
  }

  async onSent() {
    await pause(20);
  }

  beforeSend() {
    return ++this.#sends % 8 === 0 ? library.refuse(20001, 'not today') : library.allow();
  }

  onOnline() {}
}
Injectable()(Chat);
decorate(Chat, 'onRead', library.OnSingleMsgRead({ retry: { minDelay: 1000, maxDelay: 4000 } }));
decorate(Chat, 'onSent', library.OnSendSingleMsg());
decorate(Chat, 'beforeSend', library.BeforeSendSingleMsg());
decorate(Chat, 'onOnline', library.OnUserOnline());

/** An app with a durable inbox in that folder, on a free port: `/callbackExample` and `/metrics`. */
export async function startApp(folder) {
  const registry = new Registry();

  class Metrics {
    metrics() {
      return registry.metrics();
    }
  }
  Controller('metrics')(Metrics);
  decorate(Metrics, 'metrics', Get());
  decorate(Metrics, 'metrics', Header('Content-Type', registry.contentType));

  class AppModule {}
  const callbacks = library.OpenImCallbackModule.forRoot({
    metrics: { registry },
    access: { pathSecrets: [SECRET] },
    inbox: library.sqliteInbox({ file: join(folder, 'inbox.db') }),
  });
  Module({ imports: [callbacks], providers: [Chat], controllers: [Metrics] })(AppModule);
  const app = await NestFactory.create(AppModule, { logger: false, abortOnError: false });
  await app.listen(0, '127.0.0.1');
  return { app, port: app.getHttpServer().address().port };
}
