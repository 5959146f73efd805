// An app with tracing and an inbox in a file or on a store of BullMQ, that sends the spans it has ended to the process that started it.
import 'reflect-metadata';
import type { AddressInfo } from 'node:net';
import { Injectable, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { NodeTracerProvider, SimpleSpanProcessor, type SpanExporter } from '@opentelemetry/sdk-trace-node';
import { bullmqInbox } from '../../../libs/openim-callback-bullmq/src/index.js';
import {
  OnSingleMsgRead,
  OpenImCallbackModule,
  sqliteInbox,
} from '../../../libs/openim-callback/src/index.js';
import type { FromTracedApp, SentSpan, TracedInbox } from './messages.js';

const { INBOX = '', LISTENER = '' } = process.env;
const place = JSON.parse(INBOX) as TracedInbox;
const inbox =
  'file' in place ? sqliteInbox({ ...place, lease: 500 }) : bullmqInbox({ ...place, lease: 3000 });
const tell = (message: FromTracedApp): void => void process.send?.(message);

/** To memory, in the process that looks at it. */
const exporter: SpanExporter = {
  export(spans, done) {
    for (const span of spans) {
      const { traceId, spanId } = span.spanContext();
      const sent: SentSpan = {
        name: span.name,
        traceId,
        spanId,
        parent: span.parentSpanContext?.spanId,
        links: span.links.map(({ context }) => context.spanId),
        attributes: span.attributes,
      };
      tell({ kind: 'span', span: sent });
    }
    done(Object({ code: 0 }));
  },
  shutdown: () => Promise.resolve(),
};

@Injectable()
class Listeners {
  @OnSingleMsgRead({ retry: { maxAttempts: 1000, minDelay: 20, maxDelay: 20 } })
  onRead(): void {
    if (LISTENER === 'fails') throw new Error('not yet');
  }
}

@Module({
  imports: [OpenImCallbackModule.forRoot({ tracing: true, inbox })],
  providers: [Listeners],
})
class AppModule {}

process.on('disconnect', () => process.exit(0));
new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }).register();
const app = await NestFactory.create<NestExpressApplication>(AppModule, { logger: false });
await app.listen(0, '127.0.0.1');
tell({ kind: 'listening', port: (app.getHttpServer().address() as AddressInfo).port });
