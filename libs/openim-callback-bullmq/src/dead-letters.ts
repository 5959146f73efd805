/**
 * The entry point `nestjs-openim-callback-bullmq/dead-letters`, for tools: it needs neither NestJS nor an app.
 */
export { openBullmqDeadLetters, type BullmqDeadLettersOptions } from './bullmq/open-dead-letters.js';
