/** Seconds after which OpenIM's `http.Client` gives up whatever `timeout` says. */
const CLIENT_TIMEOUT_SECONDS = 15;

/**
 * How long OpenIM waits for one callback, in seconds: the smaller of `timeout` and 15, and 15 for 0 or less.
 * It covers everything from waiting for a connection to the last byte of the answer, redirects included.
 */
export function effectiveTimeout(timeoutSeconds: number): number {
  return timeoutSeconds > 0 ? Math.min(timeoutSeconds, CLIENT_TIMEOUT_SECONDS) : CLIENT_TIMEOUT_SECONDS;
}
