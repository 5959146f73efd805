/** The JSON is well formed, but a value does not fit the Go type it goes into. */
export class DecodeError extends Error {
  override readonly name = 'DecodeError';
}
