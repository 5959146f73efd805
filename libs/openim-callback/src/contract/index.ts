/**
 * The entry point `nestjs-openim-callback/contract`, for tools and generic code: every command with its event, its reply
 * and what is known of it. It needs neither NestJS nor an app.
 */
export { Command, type CommandKey, type CommandName } from './commands.js';
export {
  NoReplyFields,
  type AfterDefinition,
  type BeforeDefinition,
  type OpenImEvent,
  type OpenImService,
  type Phase,
} from './definition.js';
export {
  allDefinitions,
  definitions,
  findDefinition,
  type AfterCommandName,
  type AnyEvent,
  type BeforeCommandName,
  type Definition,
  type EventOf,
  type ReplyFieldsOf,
} from './definitions.js';
export * from './families.js';
export { InvalidEventError, readEvent } from './read-event.js';
