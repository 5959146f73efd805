/** The file of the dead letters cannot be used; the message says what to do. */
export class FileError extends Error {
  override readonly name = 'FileError';
}
