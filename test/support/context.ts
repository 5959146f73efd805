import { definitions } from '../../libs/openim-callback/src/contract/definitions.js';
import type { Phase } from '../../libs/openim-callback/src/contract/definition.js';
import type { AcceptedEvent } from '../../libs/openim-callback/src/delivery/accepted-event.js';
import type { SignalSource } from '../../libs/openim-callback/src/delivery/lazy-signal.js';
import { parseBody } from '../../libs/openim-callback/src/intake/parse-body.js';
import { readCallback } from '../../libs/openim-callback/src/intake/read-callback.js';
import { RecordContext } from '../../libs/openim-callback/src/listeners/callback-context.js';

/** The record of a callback with that command and body, and what a test wants otherwise. */
export function recordOf(
  command: string,
  body: object = {},
  given: Partial<AcceptedEvent> = {},
): AcceptedEvent {
  const raw = Buffer.from(JSON.stringify({ callbackCommand: command, ...body }));
  const parsed = parseBody(raw);
  if (!parsed.ok) throw new Error(parsed.failure.detail);
  const facts = { id: 'event-1', operationID: 'op-1', receivedAt: Date.now(), query: '', raw };
  return { ...readCallback(facts, parsed, new Set()), ...given };
}

/** What a test wants to be special about a context. */
export interface ContextWishes extends Partial<AcceptedEvent> {
  readonly eventID?: string;
  readonly phase?: Phase;
  readonly instance?: string;
  readonly attempt?: number;
}

/** The context of some callback. */
export function contextWith(wishes: ContextWishes = {}, source?: SignalSource): RecordContext {
  const { eventID = 'event-1', phase = 'after', instance = 'default', attempt = 1, ...given } = wishes;
  const { command } = phase === 'before' ? definitions.beforeSendSingleMsg : definitions.afterSingleMsgRead;
  const record = { ...recordOf(command, {}, { id: eventID, receivedAt: 1_751_440_000_123 }), ...given };
  return new RecordContext(record, instance, attempt, source);
}
