/** What a listener returned cannot be sent: the text says what is wrong and what to do instead. */
export class InvalidReplyError extends Error {
  override readonly name = 'InvalidReplyError';

  constructor(
    message: string,
    /** Whether the listener meant to refuse: such an error refuses, whatever the failure policy. */
    readonly refusing = false,
  ) {
    super(message);
  }
}
