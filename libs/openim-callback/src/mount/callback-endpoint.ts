import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Failure } from '../intake/failure.js';
import type { Intake } from '../intake/intake.js';
import type { Answer, RequestHead } from '../intake/request.js';
import { looksLikeCommand, parseTarget } from '../intake/target.js';
import { isPromise } from '../listeners/settle.js';
import { discardBody, readBody } from './body-reader.js';
import { CapturedRequest } from './captured-request.js';
import { passWithoutBody } from './pass-without-body.js';
import { interceptRequests, type Pass } from './request-interceptor.js';
import { targetBelow } from './request-target.js';
import { sendAnswer } from './send-answer.js';

/** How a module instance meets the app's HTTP server. */
export interface EndpointParts {
  readonly intake: Intake;
  /** The path at which callbacks arrive. */
  readonly base: string;
  /** Bytes of the largest body. */
  readonly bodyLimit: number;
  /** Whether the callback goes through the framework, so that the app's guards and interceptors see it. */
  readonly throughFramework: boolean;
  /** Whether the app is going down, so that clients should find another server. */
  readonly closing: () => boolean;
}

/**
 * Both mounts: takes the requests below the base path in front of the framework, reads the body whatever limits
 * the app's own parser has, and either answers at once or lets the framework's controller answer.
 */
export class CallbackEndpoint {
  private readonly captured = new WeakMap<IncomingMessage, CapturedRequest>();

  constructor(private readonly parts: EndpointParts) {}

  /** Takes its requests off a server; returns a function that gives them back. */
  attach(server: Server): () => void {
    const targetOf = (url: string): string | undefined => targetBelow(this.parts.base, url);
    return interceptRequests(server, targetOf, (request, response, target, pass) => {
      const head = headOf(request, target);
      this.take(head, request, response, pass).catch((error: unknown) => {
        const captured = this.captured.get(request);
        if (captured) return captured.answer(this.turnedDown(captured, String(error)));
        const failure: Failure = { reason: 'internal', detail: String(error) };
        sendAnswer(response, this.parts.intake.fail(head, failure, undefined));
      });
    });
  }

  /** The request as it was captured, when it came over a server this endpoint is attached to. */
  capturedOf(request: IncomingMessage): CapturedRequest | undefined {
    return this.captured.get(request);
  }

  /** Answers a callback that has come through the framework. */
  async complete(captured: CapturedRequest): Promise<void> {
    captured.answer(this.closeIfClosing(await this.parts.intake.receive(captured.request, captured.body)));
  }

  /** The answer to a captured callback that the app turned down. */
  turnedDown({ request, body }: CapturedRequest, detail: string): Answer {
    return this.closeIfClosing(this.parts.intake.block(request, body, { reason: 'blocked-by-app', detail }));
  }

  /** The same for one that came another way than over the server. */
  turnedDownUnread(request: IncomingMessage, detail: string): Answer {
    const head = this.headOf(request);
    return this.parts.intake.fail(head, { reason: 'blocked-by-app', detail }, commandIn(head.target));
  }

  /** Bytes of the largest body. */
  get bodyLimit(): number {
    return this.parts.bodyLimit;
  }

  /** The answer to a callback that came another way than over the server, its body read by somebody else. */
  async receive(request: IncomingMessage, body: Buffer): Promise<Answer> {
    const admission = this.parts.intake.admit(this.headOf(request));
    return admission.ok ? this.parts.intake.receive(admission.request, body) : admission.answer;
  }

  private async take(
    head: RequestHead,
    request: IncomingMessage,
    response: ServerResponse,
    pass: Pass,
  ): Promise<void> {
    const { intake, bodyLimit, throughFramework } = this.parts;
    const admission = intake.admit(head);
    if (!admission.ok) {
      const close = !(await discardBody(request, bodyLimit));
      return sendAnswer(response, this.closeIfClosing({ ...admission.answer, close }));
    }
    const { pathCommand } = admission.request;
    const body = await readBody(request, bodyLimit);
    if (!body.ok) {
      const { failure, received } = body;
      const answer = received
        ? await intake.unusable(admission.request, failure, pathCommand, received)
        : intake.fail(head, failure, pathCommand);
      return sendAnswer(response, { ...answer, close: true });
    }
    if (throughFramework) {
      const overruled = (): Answer =>
        this.closeIfClosing(intake.block(admission.request, body.bytes, OVERRULED));
      this.captured.set(request, new CapturedRequest(admission.request, body.bytes, response, overruled));
      return passWithoutBody(request, this.parts.base, pathCommand, pass);
    }
    const answer = intake.receive(admission.request, body.bytes);
    sendAnswer(response, this.closeIfClosing(isPromise(answer) ? await answer : answer));
  }

  private headOf(request: IncomingMessage): RequestHead {
    return headOf(request, targetBelow(this.parts.base, request.url ?? '') ?? '');
  }

  private closeIfClosing(answer: Answer): Answer {
    return this.parts.closing() ? { ...answer, close: true } : answer;
  }
}

const OVERRULED: Failure = {
  reason: 'blocked-by-app',
  detail: 'something in the app answered in place of the callback controller',
};

/** What the intake is told of a request. */
const headOf = (request: IncomingMessage, target: string): RequestHead => ({
  method: request.method ?? '',
  target,
  headers: request.headers,
  remoteAddress: request.socket.remoteAddress,
  startedAt: performance.now(),
});

const commandIn = (target: string): string | undefined => parseTarget(target).segments.find(looksLikeCommand);
