import type { Server } from 'node:http';
import { setImmediate as turn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { context, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import {
  InMemorySpanExporter,
  NodeTracerProvider,
  SimpleSpanProcessor,
  type ReadableSpan,
} from '@opentelemetry/sdk-trace-node';
import { readBody, sendBody } from '../../../../../test/support/bodies.js';
import { closeApps, startApp } from '../../../../../test/support/callback-app.js';
import { postCallback } from '../../../../../test/support/http.js';
import { until } from '../../../../../test/support/until.js';
import { Command } from '../../contract/commands.js';
import { AttemptTimeoutError } from '../../delivery/retry/retry-errors.js';
import {
  BeforeSendSingleMsg,
  OnSingleMsgRead,
  OnUserOffline,
  OnUserOnline,
} from '../../listeners/decorators.js';
import type { OpenImCallbackOptions } from '../../openim-callback.options.js';
import { refuse } from '../../replies/reply.js';
import { OpenImCallbackService } from '../../module/openim-callback.service.js';

const exporter = new InMemorySpanExporter();

@Injectable()
class Listeners {
  failures = 0;

  @OnSingleMsgRead({ retry: { maxAttempts: 3, minDelay: 1, maxDelay: 1 } })
  async onRead(): Promise<void> {
    await turn();
    trace.getTracer('app').startSpan('inside').end();
    if (this.failures-- > 0) throw new TypeError('not yet');
  }

  @OnUserOffline({ batch: { size: 2, within: 60_000 } })
  onOffline(): void {
    trace.getTracer('app').startSpan('inside').end();
  }

  @BeforeSendSingleMsg()
  onSend() {
    return refuse(20001, 'no');
  }

  @OnUserOnline({ retry: { maxAttempts: 1, attemptTimeout: 5 } })
  onOnline(): Promise<void> {
    return new Promise(() => undefined);
  }
}

async function start(options: OpenImCallbackOptions = {}) {
  const { app, port } = await startApp({
    options: { tracing: true, ...options },
    providers: [Listeners],
  });
  const post = (body: Parameters<typeof postCallback>[2], headers = {}) =>
    postCallback(port, '/callbackExample', body, { headers: { operationid: 'op-7', ...headers } });
  return { app, port, post };
}

const named = (name: string): ReadableSpan[] =>
  exporter.getFinishedSpans().filter((span) => span.name === name);

/** The spans of that name, when there are so many. */
async function spans(name: string, count: number): Promise<ReadableSpan[]> {
  await until(() => named(name).length >= count);
  return named(name);
}

const RECEIVE = `receive ${Command.afterSingleMsgRead}`;
const PROCESS = `process ${Command.afterSingleMsgRead}`;

describe('the spans', () => {
  beforeAll(() => {
    new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }).register();
  });
  afterEach(async () => {
    await closeApps();
    exporter.reset();
  });
  afterAll(() => {
    trace.disable();
    context.disable();
    propagation.disable();
  });

  it('are one for the callback and one for each attempt, below it and linked to it', async () => {
    const { app, post } = await start();
    app.get(Listeners).failures = 1;
    await post(readBody);
    const [callback] = await spans(RECEIVE, 1);
    const attempts = await spans(PROCESS, 2);
    expect(callback).toMatchObject({
      kind: SpanKind.SERVER,
      parentSpanContext: undefined,
      attributes: {
        'messaging.system': 'openim',
        'messaging.operation.type': 'receive',
        'messaging.destination.name': Command.afterSingleMsgRead,
        'openim.operation_id': 'op-7',
        'openim.outcome': 'accepted',
      },
    });
    const { traceId, spanId } = callback?.spanContext() ?? {};
    for (const [index, attempt] of attempts.entries()) {
      expect(attempt).toMatchObject({
        kind: SpanKind.CONSUMER,
        parentSpanContext: { traceId, spanId },
        attributes: {
          'messaging.operation.type': 'process',
          'messaging.message.id': callback?.attributes['messaging.message.id'],
          'code.function.name': 'Listeners.onRead',
          'openim.operation_id': 'op-7',
          'openim.attempt': index + 1,
        },
      });
      expect(attempt.links.map((link) => link.context.spanId)).toEqual([spanId]);
    }
    expect(attempts.map(({ status }) => status.code)).toEqual([SpanStatusCode.ERROR, SpanStatusCode.UNSET]);
    expect(attempts[0]?.attributes['error.type']).toBe('TypeError');
    expect(attempts[0]?.events[0]?.attributes?.['exception.message']).toBe('not yet');
  });

  it('have what a listener begins below its attempt', async () => {
    const { post } = await start();
    await post(readBody);
    const [attempt] = await spans(PROCESS, 1);
    expect(named('inside')[0]?.parentSpanContext?.spanId).toBe(attempt?.spanContext().spanId);
  });

  it('are one for a batch, linked to the callbacks of all its events', async () => {
    const { post } = await start();
    const offline = { callbackCommand: Command.afterUserOffline, userID: 'u1', platformID: 1, connID: 'c1' };
    await post(offline);
    await post({ ...offline, connID: 'c2' });
    const [batch] = await spans(`process ${Command.afterUserOffline}`, 1);
    const callbacks = await spans(`receive ${Command.afterUserOffline}`, 2);
    expect(batch).toMatchObject({
      kind: SpanKind.CONSUMER,
      parentSpanContext: undefined,
      attributes: {
        'messaging.batch.message_count': 2,
        'code.function.name': 'Listeners.onOffline',
        'messaging.destination.name': Command.afterUserOffline,
      },
    });
    expect(batch?.attributes['messaging.message.id']).toBeUndefined();
    expect(batch?.links.map((link) => link.context.spanId)).toEqual(
      callbacks.map((callback) => callback.spanContext().spanId),
    );
    expect(named('inside')[0]?.parentSpanContext?.spanId).toBe(batch?.spanContext().spanId);
  });

  it('show a before callback with its listener inside', async () => {
    const { post } = await start();
    await post(sendBody);
    const [callback] = await spans(`receive ${Command.beforeSendSingleMsg}`, 1);
    const [listener] = await spans(`process ${Command.beforeSendSingleMsg}`, 1);
    expect(callback?.attributes['openim.outcome']).toBe('refused');
    expect(listener?.kind).toBe(SpanKind.INTERNAL);
    expect(listener?.parentSpanContext?.spanId).toBe(callback?.spanContext().spanId);
  });

  it('belong to the trace that the request names', async () => {
    const { post } = await start({ mount: 'direct' });
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    await post(readBody, { traceparent: `00-${traceId}-b7ad6b7169203331-01` });
    const [callback] = await spans(RECEIVE, 1);
    expect(callback?.spanContext().traceId).toBe(traceId);
    expect(callback?.parentSpanContext?.spanId).toBe('b7ad6b7169203331');
  });

  it('lie inside the span of an HTTP instrumentation, which is the server’s', async () => {
    const tracer = trace.getTracer('http');
    const { port } = await startApp({
      options: { tracing: true, mount: 'direct' },
      providers: [Listeners],
      // As an instrumentation does, around everything that handles a request.
      configure: (app) => {
        const server = app.getHttpServer() as Server;
        const emit = server.emit.bind(server);
        server.emit = (event: string, ...args: unknown[]) =>
          event === 'request'
            ? tracer.startActiveSpan('POST', { kind: SpanKind.SERVER }, (span) => {
                span.end();
                context.bind(context.active(), args[0]);
                return emit(event, ...args);
              })
            : emit(event, ...args);
      },
    });
    await postCallback(port, '/callbackExample', readBody);
    const [callback] = await spans(RECEIVE, 1);
    expect(callback?.kind).toBe(SpanKind.INTERNAL);
    expect(callback?.parentSpanContext?.spanId).toBe(named('POST')[0]?.spanContext().spanId);
  });

  it('say why a callback could not be used, by names that senders cannot choose', async () => {
    const { post } = await start();
    await post({ ...readBody, Seqs: 'none' });
    await post({ callbackCommand: 'callbackOfTomorrow' });
    const [invalid] = await spans(RECEIVE, 1);
    expect(invalid?.status).toEqual({ code: SpanStatusCode.ERROR, message: 'invalid-event' });
    expect(invalid?.attributes['error.type']).toBe('invalid-event');
    expect(named('receive unknown')).toHaveLength(1);
  });

  it('end when an attempt is given up', async () => {
    const { post } = await start();
    await post({ callbackCommand: Command.afterUserOnline, userID: 'u1', platform: 'Web' });
    const [attempt] = await spans(`process ${Command.afterUserOnline}`, 1);
    expect(attempt?.attributes['error.type']).toBe(new AttemptTimeoutError(1).name);
  });

  it('still belong to their callback after a redrive', async () => {
    const { app, post } = await start();
    app.get(Listeners).failures = 3;
    await post(readBody);
    const service = app.get(OpenImCallbackService);
    await spans(PROCESS, 3);
    await until(() => named(PROCESS).length === 3);
    while ((await service.deadLetters.redrive()) === 0) await turn();
    const redriven = (await spans(PROCESS, 4)).at(-1);
    expect(redriven?.parentSpanContext?.spanId).toBe(named(RECEIVE)[0]?.spanContext().spanId);
  });

  it('tell nothing of the content', async () => {
    const { post } = await start();
    await post(sendBody);
    await spans(`process ${Command.beforeSendSingleMsg}`, 1);
    const told = exporter
      .getFinishedSpans()
      .map(({ name, attributes, events }) => ({ name, attributes, events }));
    expect(JSON.stringify(told)).not.toContain('secret message');
  });

  it('are none when nobody asked for them', async () => {
    const { post } = await start({ tracing: false });
    await post(sendBody);
    expect(exporter.getFinishedSpans()).toEqual([]);
  });
});
