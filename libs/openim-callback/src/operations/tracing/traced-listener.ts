import type * as Otel from '@opentelemetry/api';
import type { Handler } from '../../listeners/bound-listener.js';
import { RecordContext, type BatchContext, type CallbackContext } from '../../listeners/callback-context.js';
import { isPromise } from '../../delivery/eventually.js';
import { settle } from '../../listeners/settle.js';
import { callbackAttributes, eventAttributes, spanName } from './attributes.js';
import { readTrace } from './trace-text.js';

/**
 * Puts a span around each call of a listener. It is a child of the callback's span and linked to it, however
 * much later it runs and in whichever process; the listener's own spans are its children. That of a batch is a root,
 * since no callback is its parent, and linked to the spans of them all.
 */
export function traceListener<E, C extends CallbackContext | BatchContext>(
  api: typeof Otel,
  tracer: Otel.Tracer,
  name: string,
  call: Handler<E, C>,
): Handler<E, C> {
  return (event, context) => {
    const isBatch = 'contexts' in context;
    const parent = isBatch ? api.ROOT_CONTEXT : readTrace(api, traceOf(context));
    const span = isBatch ? beginBatch(api, tracer, name, context) : begin(api, tracer, name, context, parent);
    const end = endOnce(api, span);
    const inside = api.trace.setSpan(parent, span);
    try {
      const result = api.context.with(inside, () => settle(call(event, context)));
      if (!isPromise(result)) {
        end();
        return result;
      }
      // An attempt that was given up has ended, whatever the listener still does.
      const { signal } = context;
      signal.addEventListener('abort', () => end(signal.reason), { once: true });
      return result.then(
        (value) => {
          end();
          return value;
        },
        (error: unknown) => {
          end(error);
          throw error;
        },
      );
    } catch (error) {
      end(error);
      throw error;
    }
  };
}

function beginBatch(
  api: typeof Otel,
  tracer: Otel.Tracer,
  name: string,
  { contexts }: BatchContext,
): Otel.Span {
  const commands = new Set(contexts.map(({ command }) => command));
  const [command] = commands.size === 1 ? commands : [];
  const callbacks = contexts.flatMap((each) => api.trace.getSpanContext(readTrace(api, traceOf(each))) ?? []);
  return tracer.startSpan(
    spanName('process', command),
    {
      kind: api.SpanKind.CONSUMER,
      attributes: {
        ...callbackAttributes('process', command),
        'messaging.batch.message_count': contexts.length,
        'code.function.name': name,
      },
      links: callbacks.map((callback) => ({ context: callback })),
      root: true,
    },
    api.ROOT_CONTEXT,
  );
}

function begin(
  api: typeof Otel,
  tracer: Otel.Tracer,
  name: string,
  context: CallbackContext,
  parent: Otel.Context,
): Otel.Span {
  const { command, eventID, operationID, raw, attempt, phase } = context;
  const callback = api.trace.getSpanContext(parent);
  return tracer.startSpan(
    spanName('process', command),
    {
      // OpenIM waits for what a before listener says; an after event comes out of the inbox.
      kind: phase === 'before' ? api.SpanKind.INTERNAL : api.SpanKind.CONSUMER,
      attributes: {
        ...callbackAttributes('process', command),
        ...eventAttributes(eventID, operationID, raw),
        'code.function.name': name,
        'openim.attempt': attempt,
      },
      links: callback ? [{ context: callback }] : [],
    },
    parent,
  );
}

/** Ends a span the first time it is called: well, or with an error. */
function endOnce(api: typeof Otel, span: Otel.Span): (error?: unknown) => void {
  return (error) => {
    if (!span.isRecording()) return;
    if (error !== undefined) {
      const exception = error instanceof Error ? error : typeof error;
      span.recordException(exception);
      span.setAttribute('error.type', error instanceof Error ? error.name : typeof error);
      span.setStatus({ code: api.SpanStatusCode.ERROR });
    }
    span.end();
  };
}

const traceOf = (context: CallbackContext): string | undefined =>
  context instanceof RecordContext ? context.trace : undefined;
