import { Buffer } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import {
  definitions,
  readEvent,
  SingleMsgReadEvent,
} from '../../libs/openim-callback/dist/esm/contract/index.js';

/** @import { AcceptedEvent, StoredEvent } from '../../libs/openim-callback/dist/esm/inbox.js' */

export const READ_COMMAND = 'callbackAfterSingleMsgReadCommand';

/** Chats that are read side by side. Events of one chat are delivered one after the other. */
const CONVERSATIONS = 1000;

const digits = (/** @type {number} */ number, /** @type {number} */ length) =>
  String(number % 10 ** length).padStart(length, '0');

/**
 * A read receipt as OpenIM sends it, 136 bytes, told from others by its message number.
 *
 * @param {number} number
 */
export function readBody(number) {
  const user = digits(number % CONVERSATIONS, 4);
  return {
    callbackCommand: READ_COMMAND,
    conversationID: `si_100_${user}`,
    userID: user,
    Seqs: [1_000_000 + (number % 1_000_000)],
    contentType: 1,
  };
}

/** How OpenIM writes it: Go's encoder ends with a newline. */
export const readBytes = (/** @type {number} */ number) =>
  Buffer.from(`${JSON.stringify(readBody(number))}\n`);

/** Made before the clock runs: parsing is the intake's part of the work, not the inbox's. */
const templates = Array.from({ length: CONVERSATIONS }, (_, number) => {
  const body = readBody(number);
  const event = readEvent(SingleMsgReadEvent, body);
  return { body, event, raw: readBytes(number), orderingKey: event.conversationID };
});

/**
 * A read receipt as the intake hands it to the inbox.
 *
 * @param {number} number
 * @returns {AcceptedEvent}
 */
export function acceptedEvent(number) {
  const template = templates[number % CONVERSATIONS];
  if (!template) throw new RangeError(`no event ${number}`);
  const { body, event, raw, orderingKey } = template;
  return {
    id: randomUUID(),
    command: READ_COMMAND,
    operationID: 'bench',
    idempotencyKey: undefined,
    definition: definitions.afterSingleMsgRead,
    receivedAt: Date.now(),
    query: '',
    orderingKey,
    body,
    event,
    raw,
  };
}

/**
 * An event as it is made again from what an inbox has read back.
 *
 * @param {StoredEvent} stored
 * @returns {AcceptedEvent}
 */
export function revivedEvent(stored) {
  const body = JSON.parse(stored.raw.toString());
  const event = readEvent(SingleMsgReadEvent, body);
  return { ...stored, body, event, idempotencyKey: undefined, definition: definitions.afterSingleMsgRead };
}
