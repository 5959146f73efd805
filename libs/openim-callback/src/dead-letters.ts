/**
 * The entry point `nestjs-openim-callback/dead-letters`, for tools: it needs neither NestJS nor an app.
 */
export { type DeadLetter, type DeadLetterFilter, type DeadLetters } from './delivery/dead-letters.js';
export { type OpenedDeadLetters } from './delivery/dead-letters.js';
export { openDeadLetters } from './delivery/inboxes/sqlite/sqlite-dead-letters.js';
export { type SqliteDriver } from './delivery/inboxes/sqlite/database/sqlite-driver.js';
