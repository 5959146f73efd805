import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Failure } from '../intake/failure.js';
import type { Intake } from '../intake/intake.js';
import type { AdmittedRequest, Answer, RequestHead } from '../intake/request.js';
import { looksLikeCommand, parseTarget } from '../intake/target.js';
import { isPromise } from '../delivery/eventually.js';
import { UNIX_SOCKET } from '../intake/access/address-list.js';
import {
  discardBody,
  readBody,
  withinLimit,
  type BodyMemory,
  type ReadBody,
  type UnreadBody,
} from './body-reader.js';
import { CapturedRequest, passWithoutBody } from './captured-request.js';
import { consumedBody } from './framework-request.js';
import { interceptRequests, targetBelow, type Pass } from './request-interceptor.js';
import { sendAnswer } from './send-answer.js';
import type { WebServer } from './server-settings.js';

/** How a module instance meets the app's HTTP server. */
export interface EndpointParts {
  readonly intake: Intake;
  /** The path at which callbacks arrive. */
  readonly base: string;
  readonly bodies: BodyMemory;
  /** Milliseconds from its arrival in which the framework must have let a callback through. */
  readonly deadline: number;
  /**
   * Whether a callback goes through the framework, so that the app's guards and interceptors see it; undefined when none
   * ever does.
   */
  readonly throughFramework: (() => boolean) | undefined;
  readonly app: {
    /** Whether it is going down, so that clients should find another server. */
    readonly draining: boolean;
  };
}

/** A request that bears what an endpoint has captured of it. */
type Bearer = IncomingMessage & { [captured: symbol]: CapturedRequest | undefined };

/** A request that was taken off the server. */
interface TakenRequest {
  readonly head: RequestHead;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly throughFramework: boolean;
  /** Gives it to the framework. */
  readonly pass: Pass;
}

/**
 * Both mounts: takes the requests below the base path in front of the framework, reads the body whatever limits
 * the app's own parser has, and either answers at once or lets the framework's controller answer.
 */
export class CallbackEndpoint {
  /** Where a request bears what was captured of it: a WeakMap of all of them would be work for every collection. */
  private readonly captured = Symbol('captured');

  constructor(private readonly parts: EndpointParts) {}

  /**
   * Takes its requests off a server; returns a function that gives them back.
   *
   * @param passedOn whether they go through the framework in any case
   */
  attach(server: WebServer, passedOn = false): () => void {
    const { parts } = this;
    const targetOf = targetBelow.bind(undefined, parts.base);
    return interceptRequests(server, targetOf, (request, response, target, pass) => {
      const throughFramework = passedOn || parts.throughFramework?.() === true;
      this.take({ head: headOf(request, target, server), request, response, throughFramework, pass });
    });
  }

  /** Takes a request that has come to the framework in another way; false for one that is none of its own. */
  enter(request: IncomingMessage, response: ServerResponse, pass: Pass): boolean {
    if (this.capturedOf(request)) return false;
    const { base } = this.parts;
    const target = targetBelow(base, request.url ?? '');
    if (target === undefined) return false;
    const throughFramework = this.parts.throughFramework?.() === true;
    const taken = { head: headOf(request, target), request, response, throughFramework, pass };
    const consumed = consumedBody(request);
    this.take(taken, consumed && withinLimit(consumed, this.parts.bodies.bodyLimit));
    return true;
  }

  /** The request as it was captured, when it came over a server this endpoint is attached to. */
  capturedOf(request: IncomingMessage): CapturedRequest | undefined {
    return (request as Bearer)[this.captured];
  }

  /** Answers a callback that has come through the framework. */
  async complete(captured: CapturedRequest): Promise<void> {
    captured.arrive();
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

  /** The path at which callbacks arrive. */
  get base(): string {
    return this.parts.base;
  }

  /** The memory that bodies may take. */
  get bodies(): BodyMemory {
    return this.parts.bodies;
  }

  /** The answer to a callback that came another way than over the server, its body read by somebody else. */
  async receive(request: IncomingMessage, body: Buffer): Promise<Answer> {
    const admission = this.parts.intake.admit(this.headOf(request));
    return admission.ok ? this.parts.intake.receive(admission.request, body) : admission.answer;
  }

  /**
   * Whatever goes wrong, the callback is answered. No promise is made where nothing has to be waited for: it would
   * cost more than the callback itself.
   */
  private take(taken: TakenRequest, consumed?: ReadBody): void {
    try {
      const admission = this.parts.intake.admit(taken.head);
      if (!admission.ok) this.turnAway(taken, admission.answer).catch(this.failed.bind(this, taken));
      else if (consumed) this.takeBody(taken, admission.request, consumed);
      else readBody(taken.request, this.parts.bodies, this.takeBody.bind(this, taken, admission.request));
    } catch (error) {
      this.failed(taken, error);
    }
  }

  private failed({ head, request, response }: TakenRequest, error: unknown): void {
    const captured = this.capturedOf(request);
    if (captured) return captured.answer(this.turnedDown(captured, String(error)));
    const failure: Failure = { reason: 'internal', detail: String(error) };
    sendAnswer(response, this.parts.intake.fail(head, failure, undefined));
  }

  private async turnAway({ request, response }: TakenRequest, answer: Answer): Promise<void> {
    const close = !(await discardBody(request, this.parts.bodies.bodyLimit));
    sendAnswer(response, this.closeIfClosing({ ...answer, close }));
  }

  private takeBody(taken: TakenRequest, admitted: AdmittedRequest, body: ReadBody): void {
    try {
      if (!body.ok) {
        this.turnBack(taken, admitted, body).catch(this.failed.bind(this, taken));
        return;
      }
      if (body.held > 0) this.giveBack(taken.response, body.held);
      if (taken.throughFramework) return this.passOn(taken, admitted, body.bytes);
      const answer = this.parts.intake.receive(admitted, body.bytes);
      if (!isPromise(answer)) return this.send(taken, answer);
      answer.then(this.send.bind(this, taken)).catch(this.failed.bind(this, taken));
    } catch (error) {
      this.failed(taken, error);
    }
  }

  /** A large body takes memory until it is answered. */
  private giveBack(response: ServerResponse, held: number): void {
    let left = held;
    const end = (): void => {
      this.parts.bodies.used -= left;
      left = 0;
    };
    response.once('finish', end).once('close', end);
  }

  private async turnBack(
    { head, response }: TakenRequest,
    admitted: AdmittedRequest,
    { failure, received }: UnreadBody,
  ): Promise<void> {
    const { intake } = this.parts;
    const { pathCommand } = admitted;
    const answer = received
      ? await intake.unusable(admitted, failure, pathCommand, received)
      : intake.fail(head, failure, pathCommand);
    sendAnswer(response, { ...answer, close: true });
  }

  private passOn({ request, response, pass }: TakenRequest, admitted: AdmittedRequest, bytes: Buffer): void {
    const { intake, deadline } = this.parts;
    const block = (failure: Failure) => (): Answer =>
      this.closeIfClosing(intake.block(admitted, bytes, failure));
    const captured = new CapturedRequest(admitted, bytes, response, block(OVERRULED));
    (request as Bearer)[this.captured] = captured;
    captured.answerWithin(
      deadline - (performance.now() - admitted.head.startedAt),
      block(unanswered(deadline)),
    );
    passWithoutBody(request, this.parts.base, admitted.pathCommand, pass);
  }

  private send({ response }: TakenRequest, answer: Answer): void {
    sendAnswer(response, this.parts.app.draining ? { ...answer, close: true } : answer);
  }

  private headOf(request: IncomingMessage): RequestHead {
    return headOf(request, targetBelow(this.parts.base, request.url ?? '') ?? '');
  }

  private closeIfClosing(answer: Answer): Answer {
    return this.parts.app.draining ? { ...answer, close: true } : answer;
  }
}

/** Holds a module instance's endpoint, which is made at bootstrap, when the app's listeners are known. */
export class EndpointHolder {
  private made: CallbackEndpoint | undefined;

  /** @throws {Error} before the app has bootstrapped */
  get endpoint(): CallbackEndpoint {
    if (!this.made)
      throw new Error('the OpenIM callback module has not bootstrapped: call app.init() or app.listen()');
    return this.made;
  }

  set(endpoint: CallbackEndpoint): void {
    this.made = endpoint;
  }
}

const OVERRULED: Failure = {
  reason: 'blocked-by-app',
  detail: 'something in the app answered in place of the callback controller',
};

const unanswered = (deadline: number): Failure => ({
  reason: 'no-answer',
  detail:
    `nothing in the app answered within ${deadline} ms, nor let it through to its listeners: ` +
    'a guard, an interceptor or a middleware does not end',
});

/**
 * What the intake is told of a request.
 *
 * @param server the server it came over, when that is known
 */
const headOf = (request: IncomingMessage, target: string, server?: WebServer): RequestHead => ({
  method: request.method ?? '',
  target,
  headers: request.headers,
  remoteAddress: addressOf(request, server),
  startedAt: performance.now(),
});

/** A Unix socket's other end has no address. Neither has that of a TCP connection which was just reset. */
function addressOf({ socket }: IncomingMessage, server: WebServer | undefined): string | undefined {
  return socket.remoteAddress ?? (typeof server?.address() === 'string' ? UNIX_SOCKET : undefined);
}

const commandIn = (target: string): string | undefined => parseTarget(target).segments.find(looksLikeCommand);
