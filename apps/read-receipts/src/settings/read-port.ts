/** The port in the webhooks.yml that OpenIM ships. */
export const DEFAULT_PORT = 10006;

/**
 * The port to listen on.
 *
 * @throws {Error} when the text is no port
 */
export function readPort(text: string | undefined): number {
  if (text === undefined || text === '') return DEFAULT_PORT;
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) {
    throw new Error(`PORT must be a number from 0 to 65535, not ${JSON.stringify(text)}`);
  }
  return port;
}
