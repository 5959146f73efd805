import type * as Otel from '@opentelemetry/api';
import type { AcceptedEvent } from '../../delivery/accepted-event.js';
import type { Failure } from '../../intake/failure.js';
import type { IntakeParts, Outcome } from '../../intake/intake-parts.js';
import { Intake, type FailedBody } from '../../intake/intake.js';
import type { AdmittedRequest, Answer, RequestHead } from '../../intake/request.js';
import { isPromise } from '../../delivery/eventually.js';
import { callbackAttributes, eventAttributes, spanName } from './attributes.js';
import { writeTrace } from './trace-text.js';

/** An intake with a span around each callback that it receives, which goes with the event into the inbox. */
export class TracedIntake extends Intake {
  private readonly spans: WeakMap<RequestHead, Otel.Span>;

  constructor(
    parts: IntakeParts,
    private readonly api: typeof Otel,
    private readonly tracer: Otel.Tracer,
  ) {
    const spans = new WeakMap<RequestHead, Otel.Span>();
    const onAnswered = (head: RequestHead, record: AcceptedEvent, outcome: Outcome, answer: Answer): void => {
      const span = spans.get(head);
      if (span) describe(api, span, record, outcome);
      parts.onAnswered?.(head, record, outcome, answer);
    };
    super({ ...parts, onAnswered });
    this.spans = spans;
  }

  override receive(request: AdmittedRequest, raw: Buffer): Answer | Promise<Answer> {
    const { api } = this;
    const span = this.begin(request);
    const context = api.trace.setSpan(api.context.active(), span);
    const trace = writeTrace(api, context);
    this.spans.set(request.head, span);
    const answer = api.context.with(context, () =>
      super.receive(trace === undefined ? request : { ...request, trace }, raw),
    );
    if (isPromise(answer)) return answer.finally(() => span.end());
    span.end();
    return answer;
  }

  override fail(head: RequestHead, failure: Failure, command: string | undefined, body?: FailedBody): Answer {
    const span = this.spans.get(head);
    if (span) {
      span.updateName(spanName('receive', command));
      span.setAttributes({ ...callbackAttributes('receive', command), 'error.type': failure.reason });
      span.setStatus({ code: this.api.SpanStatusCode.ERROR, message: failure.reason });
    }
    return super.fail(head, failure, command, body);
  }

  private begin({ head, pathCommand }: AdmittedRequest): Otel.Span {
    const { propagation, context, trace, SpanKind } = this.api;
    // The span of an HTTP instrumentation is the server's already, and has what the request's headers say.
    const isInside = trace.getActiveSpan() !== undefined;
    return this.tracer.startSpan(
      spanName('receive', pathCommand),
      {
        kind: isInside ? SpanKind.INTERNAL : SpanKind.SERVER,
        startTime: head.startedAt,
        attributes: callbackAttributes('receive', pathCommand),
      },
      isInside ? context.active() : propagation.extract(context.active(), head.headers),
    );
  }
}

function describe(
  { SpanStatusCode }: typeof Otel,
  span: Otel.Span,
  record: AcceptedEvent,
  outcome: Outcome,
): void {
  span.updateName(spanName('receive', record.command));
  span.setAttributes({
    ...callbackAttributes('receive', record.command),
    ...eventAttributes(record.id, record.operationID, record.raw),
    'openim.outcome': outcome,
  });
  if (outcome === 'undecided') span.setStatus({ code: SpanStatusCode.ERROR, message: outcome });
}
