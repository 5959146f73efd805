/** Thrown where one of the 52 known commands is needed and the given name is none of them. */
export class UnknownCommandError extends Error {
  override readonly name = 'UnknownCommandError';

  constructor(readonly commandOrKey: string) {
    super(`OpenIM has no callback command or webhooks.yml key "${commandOrKey}"`);
  }
}
