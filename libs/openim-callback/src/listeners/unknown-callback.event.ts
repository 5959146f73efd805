/**
 * A callback whose command this version does not know: a newer OpenIM, or an older one than v3.7. It is
 * answered as allowed and delivered like an after event.
 */
export class UnknownCallbackEvent {
  constructor(
    /** The command's wire name. */
    readonly callbackCommand: string,
    /** The parsed body, as it arrived. */
    readonly body: Readonly<Record<string, unknown>>,
  ) {}
}
