import { Injectable } from '@nestjs/common';
import {
  BeforeMsgModify,
  BeforeSendGroupMsg,
  modify,
  OnSendGroupMsg,
  OnSingleMsgRead,
  OpenImCallbackModule,
  refuse,
  textsOf,
  type BeforeMsgModifyEvent,
  type BeforeSendGroupMsgEvent,
  type OpenImCallbackOptions,
} from 'nestjs-openim-callback';
import { OpenImInspectorModule, type OpenImInspectorOptions } from 'nestjs-openim-callback/inspector';
import { exampleBody, OpenImSender } from 'openim-sender';
import { createApp, createFastifyApp, type AppSetup } from '../../support/callback-app.js';
import { portOf } from '../../support/http-server.js';

/** What the listeners of a watched app do. */
export class Database {
  isAway = false;
  /** What was saved. */
  readonly saved: string[] = [];

  save(what: string): void {
    if (this.isAway) throw new Error('connect ECONNREFUSED 10.0.3.7:5432');
    this.saved.push(what);
  }
}

@Injectable()
class Moderation {
  @BeforeSendGroupMsg()
  check(event: BeforeSendGroupMsgEvent) {
    return textsOf(event).own.some((text) => text.includes('cheap'))
      ? refuse(20001, 'no advertising')
      : undefined;
  }

  @BeforeMsgModify()
  mask({ content }: BeforeMsgModifyEvent) {
    return content.includes('damn') ? modify({ content: content.replaceAll('damn', '****') }) : undefined;
  }
}

@Injectable()
class ReadPositions {
  constructor(private readonly database: Database) {}

  @OnSingleMsgRead({ retry: { maxAttempts: 2, minDelay: 1, maxDelay: 1 } })
  save({ conversationID }: { conversationID: string }): void {
    this.database.save(conversationID);
  }
}

@Injectable()
class Search {
  constructor(private readonly database: Database) {}

  @OnSendGroupMsg({ retry: { minDelay: 30_000 } })
  index({ clientMsgID }: { clientMsgID: string }): void {
    this.database.save(clientMsgID);
  }
}
Reflect.defineMetadata('design:paramtypes', [Database], ReadPositions);
Reflect.defineMetadata('design:paramtypes', [Database], Search);

/** An app that the inspector watches, and an OpenIM that sends to it. */
export interface WatchedApp {
  readonly port: number;
  /** The address of the inspector's page. */
  readonly url: string;
  readonly database: Database;
  /** Sends a callback as OpenIM does: the example of the command with other values. */
  readonly send: (key: string, values?: Record<string, unknown>) => Promise<void>;
  readonly sendText: (key: string, text: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

export type Platform = 'express' | 'fastify';

export interface WatchedOptions {
  readonly callbacks?: OpenImCallbackOptions;
  readonly inspector?: OpenImInspectorOptions;
  readonly port?: number;
}

/** Starts one; what it has to do with the network is the loopback interface. */
export async function startWatchedApp(
  platform: Platform,
  { callbacks = {}, inspector = {}, port = 0 }: WatchedOptions = {},
): Promise<WatchedApp> {
  const database = new Database();
  const setup: AppSetup = {
    imports: [
      OpenImCallbackModule.forRoot({ shutdownTimeout: 0, ...callbacks }),
      OpenImInspectorModule.forRoot(inspector),
    ],
    providers: [Moderation, ReadPositions, Search, { provide: Database, useValue: database }],
    configure: (app) => app.setGlobalPrefix('app'),
  };
  const { app } = platform === 'express' ? await createApp(setup) : await createFastifyApp(setup);
  await app.listen(port, '127.0.0.1');
  const at = portOf(app.getHttpServer());
  const sender = new OpenImSender({ url: `http://127.0.0.1:${at}/app/callbackExample` });
  return {
    port: at,
    url: `http://127.0.0.1:${at}/app/openim`,
    database,
    async send(key, values = {}) {
      await sender.send(key, { ...exampleBody(key), ...values });
    },
    async sendText(key, text) {
      await sender.send(key, text);
    },
    async close() {
      await sender.close();
      await app.close();
    },
  };
}

/** The content of a text message. */
export const textContent = (content: string): string => JSON.stringify({ content });
