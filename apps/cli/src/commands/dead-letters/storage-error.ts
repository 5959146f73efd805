/** What holds the dead letters cannot be used; the message says what to do. */
export class StorageError extends Error {
  override readonly name = 'StorageError';
}
