import { findCommand } from '../commands/wire-commands.js';
import type { Edition } from '../enterprise/edition.js';
import { createSigner, type SignatureOptions } from '../enterprise/signature.js';
import { exampleBody } from '../examples/example-body.js';
import { decodeUtf8 } from '../json/utf8.js';
import { interpretReply, networkOutcome } from '../reply/interpret-reply.js';
import type { Outcome } from '../reply/outcome.js';
import type { HiddenState } from '../reply/traps.js';
import { type CallbackRequest, type RequestOptions, buildRequest } from '../request/build-request.js';
import { BadRequestOptionsError } from '../request/go-url.js';
import { Agents, type ConnectionObserver, type TlsOptions } from './agents.js';
import { type Redirected, deliver } from './deliver.js';

/** What came of sending one callback. */
export interface SendResult {
  /** The wire command. */
  readonly command: string;
  /** The first request, before any redirect; null when the URL or operation id could not be made into one. */
  readonly request: CallbackRequest | null;
  /** The redirects that came, in order; the last is followed unless it is the tenth or leads nowhere. */
  readonly redirects: readonly Redirected[];
  /** The status of the final answer, which OpenIM ignores; null when there was none. */
  readonly status: number | null;
  /** The final answer, gunzipped; null when there was none. */
  readonly replyText: string | null;
  /** What OpenIM would do now. */
  readonly outcome: Outcome;
  /** From the call to the outcome. */
  readonly milliseconds: number;
}

/** Where an {@link OpenImSender} sends, and how long it waits. */
export interface OpenImSenderOptions extends TlsOptions {
  /** `url` of `webhooks.yml`, as it stands there. */
  readonly url: string;
  /**
   * `timeout` of `webhooks.yml`, in seconds; fractions are allowed here. OpenIM waits for the smaller of this
   * and 15, and for 15 when it is 0.
   *
   * @default 5
   */
  readonly timeoutSeconds?: number;
  /**
   * Whose example bodies are sent, and how answers are read.
   *
   * @default 'open'
   */
  readonly edition?: Edition | undefined;
  /**
   * Signs every callback as the Enterprise edition does.
   *
   * @default no signature
   */
  readonly signature?: SignatureOptions | undefined;
  /** Told what becomes of idle connections. @default nobody */
  readonly connections?: ConnectionObserver;
}

/** Options of one callback. */
export interface SendOptions extends Pick<RequestOptions, 'operationID' | 'query'> {
  /** What the request body does not show and the outcome depends on. */
  readonly hidden?: HiddenState;
}

/**
 * Sends callbacks as one open-im-server process does (pkg/common/webhook with openimsdk/tools httputil): Go's
 * headers, at most 100 connections of which 2 are kept idle without limit, one deadline for everything, no
 * retry, redirects followed, gzip undone, the status ignored. Over TLS it speaks HTTP/1.1, where Go would also
 * offer HTTP/2.
 *
 * @example
 * const sender = new OpenImSender({ url: 'http://127.0.0.1:3000/cb' });
 * const { outcome } = await sender.send('beforeSendSingleMsg');
 * await sender.close();
 */
export class OpenImSender {
  private readonly agents: Agents;
  private readonly underWay = new Set<Promise<SendResult>>();
  private closed = false;

  /** @throws {SignatureOptionsError} when callbacks cannot be signed that way */
  constructor(private readonly options: OpenImSenderOptions) {
    // What is wrong with it is told at once.
    if (options.signature !== undefined) createSigner(options.signature);
    this.agents = new Agents(options, options.connections);
  }

  /**
   * Sends one callback and says what OpenIM makes of the answer. A dead network, a timeout and an unusable URL
   * are outcomes, not errors.
   *
   * @param command a wire command or a `webhooks.yml` key; any other name needs a body
   * @param body an object to be written as Go does, or raw text or bytes; by default the example body
   * @throws {UnknownCommandError} for an unknown command without a body
   * @throws {Error} after {@link close}
   */
  async send(command: string, body?: RequestOptions['body'], options: SendOptions = {}): Promise<SendResult> {
    if (this.closed) throw new Error('this OpenImSender is closed');
    const sending = this.sendNow(
      findCommand(command)?.command ?? command,
      body ?? exampleBody(command, this.options.edition),
      options,
    );
    this.underWay.add(sending);
    try {
      return await sending;
    } finally {
      this.underWay.delete(sending);
    }
  }

  /** Waits for what is under way, at most for the timeout, and closes all connections. Repeatable. */
  async close(): Promise<void> {
    this.closed = true;
    await Promise.allSettled(this.underWay);
    this.agents.destroy();
  }

  private async sendNow(
    command: string,
    body: NonNullable<RequestOptions['body']>,
    options: SendOptions,
  ): Promise<SendResult> {
    const start = performance.now();
    const attempt = await this.attempt(command, body, options);
    return { command, ...attempt, milliseconds: performance.now() - start };
  }

  private async attempt(
    command: string,
    body: NonNullable<RequestOptions['body']>,
    options: SendOptions,
  ): Promise<Omit<SendResult, 'command' | 'milliseconds'>> {
    const { url, timeoutSeconds = 5, edition, signature } = this.options;
    const redirects: Redirected[] = [];
    const unanswered = { redirects, status: null, replyText: null };
    const request = tryBuild({ ...options, url, command, body, signature });
    if (request instanceof Error) {
      const outcome = networkOutcome(command, `${url}/${command}`, request.message);
      return { request: null, ...unanswered, outcome };
    }
    const answer = await deliver(request, this.agents, effectiveTimeout(timeoutSeconds), (redirect) =>
      redirects.push(redirect),
    ).catch(toFailure);
    if ('cause' in answer) {
      return { request, ...unanswered, outcome: networkOutcome(command, request.url, answer.cause) };
    }
    const outcome = interpretReply(command, body, answer.reply, options.hidden, edition);
    return { request, redirects, status: answer.status, replyText: decodeUtf8(answer.reply), outcome };
  }
}

function tryBuild(options: RequestOptions): CallbackRequest | BadRequestOptionsError {
  try {
    return buildRequest(options);
  } catch (error) {
    if (error instanceof BadRequestOptionsError) return error;
    throw error;
  }
}

/** Seconds after which OpenIM's `http.Client` gives up whatever `timeout` says. */
const CLIENT_TIMEOUT_SECONDS = 15;

/**
 * How long OpenIM waits for one callback, in seconds: the smaller of `timeout` and 15, and 15 for 0 or less.
 * It covers everything from waiting for a connection to the last byte of the answer, redirects included.
 */
export function effectiveTimeout(timeoutSeconds: number): number {
  return timeoutSeconds > 0 ? Math.min(timeoutSeconds, CLIENT_TIMEOUT_SECONDS) : CLIENT_TIMEOUT_SECONDS;
}

/** Why there is no answer. */
export interface Failure {
  readonly cause: string;
}

/**
 * Puts a transport error into words. Node's error for a host of which every address refused has no message,
 * only a code.
 */
export function toFailure(error: unknown): Failure {
  return { cause: member(error, 'message') || member(error, 'code') || 'unknown error' };
}

// Not instanceof Error: under Jest, Node's own errors come from another realm.
function member(error: unknown, name: 'message' | 'code'): string {
  if (typeof error !== 'object' || error === null || !(name in error)) return '';
  const value: unknown = Reflect.get(error, name);
  return typeof value === 'string' ? value : '';
}
