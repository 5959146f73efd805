import { randomUUID } from 'node:crypto';
import type { AcceptedEvent } from '../../libs/openim-callback/src/inbox.js';
import { definitions, SingleMsgReadEvent } from '../../libs/openim-callback/src/contract/index.js';
import { exampleBody } from '../../libs/openim-sender/src/index.js';

/** A read receipt as an app accepts it, with a number and in one of so many conversations. */
export function readReceipt(number: number, conversations: number): AcceptedEvent {
  // Not one after another, so that the conversations mix as those of users do.
  const conversationID = `si_10000_${(number * 7919) % conversations}`;
  const body = { ...exampleBody('afterSingleMsgRead'), conversationID, Seqs: [number] };
  return {
    id: randomUUID(),
    command: 'callbackAfterSingleMsgReadCommand',
    operationID: `op-${number}`,
    orderingKey: conversationID,
    receivedAt: Date.now(),
    query: '',
    raw: Buffer.from(`${JSON.stringify(body)}\n`),
    idempotencyKey: undefined,
    body,
    event: new SingleMsgReadEvent(),
    definition: definitions.afterSingleMsgRead,
  };
}

/** The number in a stored read receipt. */
export function numberOf(raw: Buffer): number {
  const { Seqs } = JSON.parse(raw.toString()) as { Seqs: number[] };
  return Seqs[0] ?? NaN;
}
