/** Thrown where a known command is needed and the given name is not one. */
export class UnknownCommandError extends Error {
  override readonly name = 'UnknownCommandError';

  constructor(readonly commandOrKey: string) {
    super(`OpenIM has no callback command or webhooks.yml key "${commandOrKey}"`);
  }
}
