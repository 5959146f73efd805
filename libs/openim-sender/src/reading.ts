/** What needs no Node: for a page in a browser. */
export { findCommand } from './commands/wire-commands.js';
export { exampleBody } from './examples/example-body.js';
export { describeOutcome } from './reply/describe-outcome.js';
export type { Description } from './reply/describe-outcome.js';
export { interpretReply } from './reply/interpret-reply.js';
