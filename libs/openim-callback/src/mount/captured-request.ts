import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { Answer, AdmittedRequest } from '../intake/request.js';
import type { Pass } from './request-interceptor.js';
import { sendAnswer } from './send-answer.js';

type Writers = Pick<ServerResponse, 'writeHead' | 'write' | 'end'>;

/** A callback on its way through the framework: its body is read, and only its own answer reaches the wire. */
export class CapturedRequest {
  private readonly original: Writers;
  private readonly muted: Writers;
  private answered = false;
  private limit: NodeJS.Timeout | undefined;

  constructor(
    readonly request: AdmittedRequest,
    readonly body: Buffer,
    private readonly response: ServerResponse,
    /** Gives the answer when somebody else, a middleware or a filter, answers in our place. */
    private readonly overruled: () => Answer,
  ) {
    this.original = {
      writeHead: response.writeHead.bind(response),
      write: response.write.bind(response),
      end: response.end.bind(response),
    };
    this.muted = {
      writeHead: () => response,
      write: () => true,
      end: () => {
        if (!this.answered) this.answer(this.overruled());
        return response;
      },
    };
    this.give(this.muted);
  }

  /** Gives another answer when the framework has given none in so many milliseconds. */
  answerWithin(milliseconds: number, unanswered: () => Answer): void {
    this.limit = setTimeout(() => this.answer(unanswered()), Math.max(0, milliseconds)).unref();
  }

  /** It has come through the framework: the limit counts no longer. */
  arrive(): void {
    clearTimeout(this.limit);
  }

  /** Sends the answer; whatever anybody writes from now on goes nowhere. */
  answer(answer: Answer): void {
    if (this.answered) return;
    this.answered = true;
    clearTimeout(this.limit);
    this.give(this.original);
    sendAnswer(this.response, answer);
    // Node would raise an error that nobody catches for what is written after the end.
    this.give(this.muted);
  }

  private give(writers: Writers): void {
    Object.assign(this.response, writers);
  }
}

/** Headers that would make the framework's body parser wait for bytes that have been read already. */
const ABOUT_THE_BODY: ReadonlySet<string> = new Set([
  'content-length',
  'content-type',
  'content-encoding',
  'transfer-encoding',
]);

/**
 * Hands a request whose body was read to the framework, as one without a body, under its plain path: without
 * doubled slashes, which routers do not match, and without the secret, which access logs would show.
 */
export function passWithoutBody(
  request: IncomingMessage,
  base: string,
  pathCommand: string | undefined,
  pass: Pass,
): void {
  // The object is replaced, not changed: what was sent is kept with the callback.
  const headers: IncomingHttpHeaders = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (!ABOUT_THE_BODY.has(name)) headers[name] = value;
  }
  // Those of an HTTP/2 request are a getter of its class.
  Object.defineProperty(request, 'headers', {
    value: headers,
    configurable: true,
    enumerable: true,
    writable: true,
  });
  const query = request.url?.indexOf('?') ?? -1;
  request.url =
    (pathCommand === undefined ? base : `${base}/${encodeURIComponent(pathCommand)}`) +
    (query < 0 ? '' : (request.url?.slice(query) ?? ''));
  pass();
}
