// An app as users write it, with the durable inbox, that notes what its listeners get.
import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Module, type INestApplication, type NestApplicationOptions } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { OpenImCallbackModule, OpenImCallbackService } from '../../../libs/openim-callback/src/index.js';
import { accessOf } from './access-of.js';
import { inboxOf } from './inbox-of.js';
import { APP_OPTIONS, type AppOptions } from './app-options.js';
import type { FromApp } from './messages.js';
import { NotingListeners, OPTIONS } from './noting-listeners.js';
import { RowsListener } from './rows-listener.js';
import { ReadinessController } from './readiness.controller.js';

const options = JSON.parse(process.env[APP_OPTIONS] ?? '{}') as AppOptions;
const { framework, mount = 'direct', shutdownDelay, shutdownTimeout, minDelay = 20, maxAttempts } = options;
const inbox = inboxOf(options);

@Module({
  imports: [
    OpenImCallbackModule.forRoot({
      path: 'cb',
      mount,
      inbox,
      access: accessOf(options, inbox),
      ...(shutdownDelay === undefined ? {} : { shutdownDelay }),
      ...(shutdownTimeout === undefined ? {} : { shutdownTimeout }),
      retry: { minDelay, maxDelay: minDelay, ...(maxAttempts === undefined ? {} : { maxAttempts }) },
    }),
  ],
  controllers: [ReadinessController],
  providers: [options.rows ? RowsListener : NotingListeners, { provide: OPTIONS, useValue: options }],
})
class AppModule {}

const tell = (message: FromApp): void => void process.send?.(message);

/** The most memory the process ever had, in bytes. */
function peakRss(): number {
  const [, kilobytes = 'NaN'] = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  return Number(kilobytes) * 1024;
}

// Without the test there is nobody to end it.
process.on('disconnect', () => process.exit(0));
const logger: NestApplicationOptions = { logger: ['error', 'fatal'] };
type App = INestApplication<Server>;
const app = await (framework === 'fastify'
  ? NestFactory.create<App>(AppModule, new FastifyAdapter(), logger)
  : NestFactory.create<App>(AppModule, logger));
app.enableShutdownHooks();
await app.listen(options.port ?? 0, '127.0.0.1');
const service = app.get(OpenImCallbackService);
process.on('message', () => {
  void service.inboxState().then((state) => tell({ kind: 'state', state, peakRss: peakRss() }));
});
tell({ kind: 'listening', port: (app.getHttpServer().address() as AddressInfo).port });
