/**
 * Go cannot make a request of the URL or the operation id. OpenIM reports it as it reports a dead network:
 * code 90004, every time.
 */
export class BadRequestOptionsError extends Error {
  override readonly name = 'BadRequestOptionsError';
}
