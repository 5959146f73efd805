import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { INestApplication, Provider, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { OpenImCallbackModule, type Mount, type OpenImCallbackOptions } from 'nestjs-openim-callback';
import type { DeadLetter } from 'nestjs-openim-callback/dead-letters';
import type { CallbackFailure, ListenerFailure } from 'nestjs-openim-callback/operations';
import { MemoryInbox } from 'nestjs-openim-callback/inbox';

/** The web framework below Nest. */
export type Platform = 'express' | 'fastify';

/** One of the ways in which the module meets a server. */
export interface Combination {
  readonly platform: Platform;
  readonly mount: Mount;
  /** The option. @default true */
  readonly answerInFront?: boolean | undefined;
}

/** All of them: a plain Express app has nothing on a callback's way to the controller, unless it has to go there. */
export const combinations: readonly Combination[] = [
  { platform: 'express', mount: 'controller' },
  { platform: 'express', mount: 'controller', answerInFront: false },
  { platform: 'express', mount: 'direct' },
  { platform: 'fastify', mount: 'controller' },
  { platform: 'fastify', mount: 'direct' },
];

/** What an app of a test is made of. */
export interface Setup extends Combination {
  readonly options?: Omit<OpenImCallbackOptions, 'mount' | 'hooks' | 'inbox'>;
  readonly providers?: readonly Provider[];
  readonly controllers?: readonly Type[];
  /** Whether the app is only initialised, and a server made for it. @default false */
  readonly ownServer?: boolean;
  /** What the app's `main.ts` would do before `listen()`. */
  readonly configure?: (app: INestApplication) => void | Promise<void>;
}

/** An app that listens on a port of its own. */
export interface RunningApp {
  readonly app: INestApplication;
  readonly server: Server;
  readonly port: number;
  /** Scheme, host and port. */
  readonly origin: string;
  /** What webhooks.yml of OpenIM would hold, without a global prefix or a version. */
  readonly url: string;
  /** What was kept of callbacks that could not be used, oldest first. */
  readonly unusable: () => Promise<DeadLetter[]>;
  /** What the module reported to its hooks. */
  readonly failures: readonly CallbackFailure[];
  readonly listenerFailures: readonly ListenerFailure[];
  readonly close: () => Promise<void>;
}

class TestApp {}

/** Boots a real Nest app with the module in it, on 127.0.0.1 and a free port. */
export async function startApp({
  platform,
  mount,
  answerInFront = true,
  options,
  providers,
  controllers,
  configure,
  ownServer = false,
}: Setup): Promise<RunningApp> {
  const inbox = new MemoryInbox();
  const failures: CallbackFailure[] = [];
  const listenerFailures: ListenerFailure[] = [];
  const hooks = {
    onFailure: (failure: CallbackFailure) => failures.push(failure),
    onListenerError: (failure: ListenerFailure) => listenerFailures.push(failure),
  };
  const root = {
    module: TestApp,
    imports: [OpenImCallbackModule.forRoot({ ...options, mount, answerInFront, hooks, inbox })],
    providers: [...(providers ?? [])],
    controllers: [...(controllers ?? [])],
  };
  const adapter = platform === 'express' ? new ExpressAdapter() : new FastifyAdapter();
  const app = await NestFactory.create(root, adapter, { logger: false, abortOnError: false });
  await configure?.(app);
  const server = ownServer ? await ownServerOf(app) : await listening(app);
  const address = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${address.port}`;
  const url = `${origin}/${options?.path ?? 'callbackExample'}`;
  const unusable = (): Promise<DeadLetter[]> => inbox.deadLetters.list({ kind: 'unusable' }, 1000);
  const close = async (): Promise<void> => {
    if (ownServer) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
    await app.close();
  };
  return { app, server, port: address.port, origin, url, unusable, failures, listenerFailures, close };
}

async function listening(app: INestApplication): Promise<Server> {
  await app.listen(0, '127.0.0.1');
  return app.getHttpServer() as Server;
}

async function ownServerOf(app: INestApplication): Promise<Server> {
  const server = createServer(await handlerOf(app));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

/** Answers a request. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** What answers an app's requests without its server, once the app is initialised. */
export async function handlerOf(app: INestApplication): Promise<Handler> {
  await app.init();
  const adapter = app.getHttpAdapter();
  if (adapter.getType() === 'express') return adapter.getInstance() as Handler;
  const fastify = (app as NestFastifyApplication).getHttpAdapter().getInstance();
  await fastify.ready();
  return (request, response) => fastify.routing(request, response);
}
