import type { DeadLetters } from './dead-letters.js';

/** The dead letters of an inbox, for tools that run beside the app. */
export interface OpenedDeadLetters {
  readonly deadLetters: DeadLetters;
  close(): Promise<void>;
}
