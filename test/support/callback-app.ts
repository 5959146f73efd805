import type { Server } from 'node:http';
import {
  Module,
  type INestApplication,
  type ModuleMetadata,
  type NestApplicationOptions,
  type Type,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { OpenImCallbackModule } from '../../libs/openim-callback/src/openim-callback.module.js';
import type { OpenImCallbackOptions } from '../../libs/openim-callback/src/openim-callback.options.js';
import { portOf } from './http-server.js';
import { LogLines } from './log-lines.js';

/** How an app is made. */
export interface AppSetup extends ModuleMetadata {
  /** The module's options. */
  readonly options?: OpenImCallbackOptions;
  /** What is done to the app before it starts. */
  readonly configure?: (app: INestApplication) => void;
  readonly nest?: NestApplicationOptions;
}

/** An app on Node's own server. */
type ServedApp = INestApplication<Server>;

/** An app that runs. */
export interface RunningApp<A extends ServedApp = ServedApp> {
  readonly app: A;
  readonly port: number;
  readonly log: LogLines;
}

const apps: INestApplication[] = [];

/** An Express app, listening on a free port. */
export async function startApp(setup: AppSetup = {}): Promise<RunningApp> {
  const { app, log } = await createApp(setup);
  await app.listen(0, '127.0.0.1');
  return { app, log, port: portOf(app.getHttpServer()) };
}

/** An Express app that has not started. */
export async function createApp(setup: AppSetup = {}): Promise<Omit<RunningApp, 'port'>> {
  const log = new LogLines();
  const app = await NestFactory.create<ServedApp>(rootOf(setup), {
    logger: log,
    abortOnError: false,
    ...setup.nest,
  });
  apps.push(app);
  setup.configure?.(app);
  return { app, log };
}

/** A Fastify app, listening on a free port. */
export async function startFastifyApp(
  setup: AppSetup = {},
  host = '127.0.0.1',
): Promise<RunningApp<NestFastifyApplication>> {
  const { app, log } = await createFastifyApp(setup);
  await app.listen(0, host);
  return { app, log, port: portOf(app.getHttpServer()) };
}

/** A Fastify app that has not started. */
export async function createFastifyApp(
  setup: AppSetup = {},
): Promise<Omit<RunningApp<NestFastifyApplication>, 'port'>> {
  const log = new LogLines();
  const app = await NestFactory.create<NestFastifyApplication>(rootOf(setup), new FastifyAdapter(), {
    logger: log,
    abortOnError: false,
    ...setup.nest,
  });
  apps.push(app);
  setup.configure?.(app);
  return { app, log };
}

/** Closes every app that was made: for afterEach. */
export async function closeApps(): Promise<void> {
  for (const app of apps.splice(0)) await app.close();
}

/** A root module; without options it has whatever the imports say. */
export function rootOf({ options, imports = [], providers = [], controllers = [] }: AppSetup): Type {
  @Module({
    imports: [...(options ? [OpenImCallbackModule.forRoot(options)] : []), ...imports],
    providers,
    controllers,
  })
  class RootModule {}
  return RootModule;
}
