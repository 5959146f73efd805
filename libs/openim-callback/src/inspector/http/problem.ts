/** Something that a request is told in place of what it asked for. */
export class Problem extends Error {
  override readonly name = 'Problem';

  constructor(
    /** The HTTP status. */
    readonly status: 400 | 401 | 403 | 404 | 405 | 415 | 500 | 503,
    message: string,
  ) {
    super(message);
  }
}
