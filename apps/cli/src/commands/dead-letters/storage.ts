import type { OpenedDeadLetters } from 'nestjs-openim-callback/dead-letters';

/** Where an inbox keeps its dead letters. */
export interface Storage {
  /** What it is called in reports: no password is in there. */
  readonly name: string;
  /** Who delivers what was redriven, and when. */
  readonly redrivenBy: string;
  /**
   * Opens them.
   *
   * @throws {Error} when it cannot be used
   */
  open(): Promise<OpenedDeadLetters>;
}

/** What holds the dead letters cannot be used; the message says what to do. */
export class StorageError extends Error {
  override readonly name = 'StorageError';
}
