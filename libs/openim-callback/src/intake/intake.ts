import { randomUUID } from 'node:crypto';
import { currentName, findCommand } from '../contract/aliases.js';
import { InvalidEventError } from '../contract/read-event.js';
import type { AcceptedEvent, UnusableCallback } from '../delivery/accepted-event.js';
import { InboxFullError, type Appended } from '../delivery/inbox.js';
import { RecordContext } from '../listeners/callback-context.js';
import { isPromise } from '../delivery/eventually.js';
import { ALLOW_BYTES, HELD_BYTES, probeBytes } from '../replies/answer.js';
import { PROBE_COMMAND } from '../webhooks/probe.js';
import { decideBefore } from './decide-before.js';
import { answerFailure } from './failure-answers.js';
import { toUnusableCallback, UNUSABLE, type Failure } from './failure.js';
import { address } from './address.js';
import type { IntakeParts } from './intake-parts.js';
import { parseBody, type ParsedBody } from './parse-body.js';
import { operationIDOf, readCallback } from './read-callback.js';
import type { AdmittedRequest, Answer, RequestHead } from './request.js';
import { looksLikeCommand, parseTarget } from './target.js';

const ACCEPTED: Answer = { status: 200, body: ALLOW_BYTES };
const HELD: Answer = { status: 200, body: HELD_BYTES };

/** A request that may go on, or the answer to one that may not. */
export type Admission =
  { readonly ok: true; readonly request: AdmittedRequest } | { readonly ok: false; readonly answer: Answer };

/** The body of a callback that failed. */
export interface FailedBody {
  readonly raw: Buffer;
  /** What it says, when the answer depends on it. */
  readonly parsed?: ParsedBody;
}

/**
 * Bytes in, bytes out: whatever arrives, the answer is one that OpenIM reads as it is meant. Knows neither
 * Nest nor any HTTP framework.
 */
export class Intake {
  constructor(private readonly parts: IntakeParts) {}

  /** Decides, before the body is read, whether a request may go on. */
  admit(head: RequestHead): Admission {
    const { segments, query } = parseTarget(head.target);
    const verdict = this.parts.access.check(head, segments);
    if (!verdict.ok) return this.turnDown(head, { reason: 'unauthorised', detail: verdict.detail }, segments);
    const [pathCommand] = verdict.segments;
    if (verdict.segments.length > 1) {
      return this.turnDown(
        head,
        { reason: 'wrong-path', detail: 'the path goes on after the command' },
        segments,
      );
    }
    if (head.method !== 'POST') return this.turnDown(head, wrongMethod(head.method), segments, 405);
    const { nonce } = verdict;
    return { ok: true, request: { head, pathCommand, query, ...(nonce !== undefined && { nonce }) } };
  }

  /** Receives an admitted request's body and gives the answer. Never throws, never rejects. */
  receive(request: AdmittedRequest, raw: Buffer): Answer | Promise<Answer> {
    if (request.nonce !== undefined) return this.receiveOnce(request.nonce, request, raw);
    const parsed = parseBody(raw);
    if (!parsed.ok) return this.unusable(request, parsed.failure, request.pathCommand, raw);
    const { command } = parsed;
    if (command === PROBE_COMMAND) return answerProbe(request, raw);
    if (request.pathCommand !== undefined && request.pathCommand !== command) {
      const detail = 'the path names another command than the body';
      return this.unusable(request, { reason: 'other-command', detail }, command, raw);
    }
    try {
      const { head, query, trace } = request;
      const facts = {
        id: randomUUID(),
        operationID: operationIDOf(head.headers, parsed.body),
        receivedAt: Date.now(),
        query,
        raw,
        trace,
      };
      const record = readCallback(facts, parsed, this.parts.suppressed);
      const { definition } = record;
      const answer =
        definition?.phase === 'before'
          ? decideBefore(this.parts, definition, record, head)
          : this.accept(record, head);
      if (!isPromise(answer)) return answer;
      return answer.catch((error: unknown) => this.broken(request, command, raw, error));
    } catch (error) {
      return error instanceof InvalidEventError
        ? this.unusable(request, { reason: 'invalid-event', detail: error.problems.join('; ') }, command, raw)
        : this.broken(request, command, raw, error);
    }
  }

  /** Receives a signed request, unless its signature was used before. */
  private receiveOnce(nonce: string, request: AdmittedRequest, raw: Buffer): Answer | Promise<Answer> {
    const { access } = this.parts;
    const claimed = (isFresh: boolean): Answer | Promise<Answer> =>
      isFresh
        ? Intake.prototype.receive.call(this, { ...request, nonce: undefined }, raw)
        : this.block(request, raw, { reason: 'unauthorised', detail: 'the signature was used before' });
    const failed = (error: unknown): Answer =>
      this.block(request, raw, {
        reason: 'unauthorised',
        detail: `whether the signature was used before is not known: ${messageOf(error)}`,
      });
    try {
      const isFresh = access.claim(nonce);
      return isPromise(isFresh) ? this.inTime(isFresh, request).then(claimed, failed) : claimed(isFresh);
    } catch (error) {
      return failed(error);
    }
  }

  /**
   * Waits for a store of nonces.
   *
   * @throws {Error} when it has not answered by the deadline: OpenIM does not wait longer either
   */
  private async inTime(isFresh: PromiseLike<boolean>, { head }: AdmittedRequest): Promise<boolean> {
    const { deadline } = this.parts;
    const left = Math.max(0, deadline - (performance.now() - head.startedAt));
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`no answer within ${deadline} ms`)), left);
    });
    try {
      return await Promise.race([isFresh, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  /**
   * The answer to a request that something outside kept from being received.
   *
   * @param body the body, when it was read
   */
  fail(head: RequestHead, failure: Failure, command: string | undefined, body?: FailedBody): Answer {
    const { instance, registry, access, onFailure } = this.parts;
    const read = body?.parsed?.ok ? body.parsed.body : undefined;
    const policy = registry.policyFor(command === undefined ? undefined : currentName(command));
    const answer = answerFailure(failure, command, policy, this.parts.failure, read);
    const told = {
      ...failure,
      instance,
      command,
      operationID: operationIDOf(head.headers, read) || undefined,
      remoteAddress: access.senderOf(head),
    };
    onFailure(told, { head, raw: body?.raw, answer });
    return answer;
  }

  /** The answer to an admitted request that something in the app kept from being received. */
  block(request: AdmittedRequest, raw: Buffer, failure: Failure): Answer {
    const parsed = parseBody(raw);
    const command = parsed.ok ? parsed.command : request.pathCommand;
    return this.fail(request.head, failure, command, { raw, parsed });
  }

  private turnDown(
    head: RequestHead,
    failure: Failure,
    segments: readonly string[],
    status = 200,
  ): Admission {
    const named = segments.find(looksLikeCommand);
    return { ok: false, answer: { ...this.fail(head, failure, named), status } };
  }

  /** Tells OpenIM that an event was accepted once the inbox has it. One that nobody listens to is let go. */
  private accept(record: AcceptedEvent, head: RequestHead): Answer | Promise<Answer> {
    const { registry, inbox } = this.parts;
    const listeners = registry.observing(record.event.callbackCommand);
    if (listeners.length === 0) return this.accepted(record, head, 'stored');
    const addressed = registry.hasFilters ? address(listeners, record, this.parts) : record;
    if (!addressed) return this.accepted(record, head, 'filtered');
    const stored = inbox.append(addressed);
    return isPromise(stored)
      ? stored.then((appended) => this.accepted(addressed, head, appended))
      : this.accepted(addressed, head, stored);
  }

  private accepted(record: AcceptedEvent, head: RequestHead, appended: Appended | 'filtered'): Answer {
    const { instance, received, onAnswered } = this.parts;
    if (received.observed)
      received.next({ event: record.event, context: new RecordContext(record, instance, 1) });
    const answer = appended === 'held' ? HELD : ACCEPTED;
    onAnswered?.(head, record, appended === 'stored' ? 'accepted' : appended, answer);
    return answer;
  }

  private broken({ head }: AdmittedRequest, command: string, raw: Buffer, error: unknown): Answer {
    const reason = error instanceof InboxFullError ? 'not-stored' : 'internal';
    return this.fail(head, { reason, detail: messageOf(error) }, command, { raw });
  }

  /**
   * The answer to an admitted request whose bytes cannot be used. Keeps them for an operator, unless OpenIM
   * waits for the answer and will tell its user.
   */
  unusable(
    request: AdmittedRequest,
    failure: Failure,
    command: string | undefined,
    raw: Buffer,
  ): Answer | Promise<Answer> {
    const answer = this.fail(request.head, failure, command, { raw, parsed: parseBody(raw) });
    if (!UNUSABLE.has(failure.reason) || isBefore(command)) return answer;
    const kept = this.keep(toUnusableCallback(request, command, failure, raw));
    return isPromise(kept) ? kept.then(() => answer) : answer;
  }

  private keep(callback: UnusableCallback): void | Promise<void> {
    const lost = (error: unknown): void =>
      this.parts.onWarning(`an unusable callback could not be kept: ${messageOf(error)}`, callback);
    try {
      const kept = this.parts.inbox.setAside(callback);
      return isPromise(kept) ? kept.catch(lost) : undefined;
    } catch (error) {
      return lost(error);
    }
  }
}

const wrongMethod = (method: string): Failure => ({
  reason: 'wrong-method',
  detail:
    `this is where an OpenIM server POSTs its callbacks, one JSON object each; ${method} is not understood. ` +
    'If OpenIM is behind this, a redirect in between has turned its POST into a GET: give webhooks.yml the final url',
});

const isBefore = (command: string | undefined): boolean =>
  command !== undefined && findCommand(command)?.definition.phase === 'before';

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * The answer to a probe. It shows nothing but how the probe itself arrived, and only to those whom access
 * control has let in.
 */
const answerProbe = ({ pathCommand }: AdmittedRequest, raw: Buffer): Answer => ({
  status: 200,
  body: probeBytes({
    receiver: 'nestjs-openim-callback',
    pathKept: pathCommand === PROBE_COMMAND,
    bytes: raw.length,
  }),
});
