import { findCommand } from '../commands/find-command.js';
import { exampleBody } from '../examples/example-body.js';
import { decodeUtf8 } from '../json/utf8.js';
import { interpretReply } from '../reply/interpret-reply.js';
import { networkOutcome } from '../reply/network-outcome.js';
import type { HiddenState } from '../reply/traps.js';
import { BadRequestOptionsError } from '../request/bad-request-options-error.js';
import type { RequestOptions } from '../request/build-request.js';
import { buildRequest } from '../request/build-request.js';
import type { CallbackRequest } from '../request/callback-request.js';
import { Agents, type ConnectionObserver } from './agents.js';
import { deliver, type Redirected } from './deliver.js';
import { effectiveTimeout } from './effective-timeout.js';
import type { SendResult } from './send-result.js';
import { toFailure } from './failure.js';

/** Where an {@link OpenImSender} sends, and how long it waits. */
export interface OpenImSenderOptions {
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
   * A certificate authority to trust besides the system's, in PEM form, for tests over TLS. OpenIM has no such
   * option.
   *
   * @default none
   */
  readonly ca?: string | Buffer;
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

  constructor(private readonly options: OpenImSenderOptions) {
    this.agents = new Agents(options.ca, options.connections);
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
      body ?? exampleBody(command),
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
    const { url, timeoutSeconds = 5 } = this.options;
    const redirects: Redirected[] = [];
    const unanswered = { redirects, status: null, replyText: null };
    const request = tryBuild({ ...options, url, command, body });
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
    const outcome = interpretReply(command, body, answer.reply, options.hidden);
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
