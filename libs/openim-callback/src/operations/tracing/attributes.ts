import type { Attributes } from '@opentelemetry/api';
import { boundedCommand } from '../observer.js';

/** What a span does with a callback: takes it from OpenIM, or hands it to a listener. */
export type Operation = 'receive' | 'process';

/** By the semantic conventions, low in cardinality: senders cannot make new names. */
export const spanName = (operation: Operation, command: string | undefined): string =>
  `${operation} ${boundedCommand(command).command}`;

/** What every span of a callback tells, by the semantic conventions for messaging. */
export const callbackAttributes = (operation: Operation, command: string | undefined): Attributes => ({
  'messaging.system': 'openim',
  'messaging.operation.name': operation,
  'messaging.operation.type': operation,
  'messaging.destination.name': boundedCommand(command).command,
});

/** What is known of an event: ids only, never its content. */
export const eventAttributes = (eventID: string, operationID: string, raw: Buffer): Attributes => ({
  'messaging.message.id': eventID,
  'messaging.message.body.size': raw.length,
  ...(operationID === '' ? {} : { 'openim.operation_id': operationID }),
});
