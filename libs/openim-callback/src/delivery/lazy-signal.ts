/** What tells somebody to give up: an AbortController is one too. */
export interface SignalSource {
  readonly signal: AbortSignal;
}

/** A signal that is made when somebody asks for it. Few do, and making one costs more than calling a listener. */
export class LazySignal implements SignalSource {
  private controller: AbortController | undefined;

  get signal(): AbortSignal {
    this.controller ??= new AbortController();
    return this.controller.signal;
  }

  /** Aborts {@link signal}. */
  abort(reason: unknown): void {
    this.controller ??= new AbortController();
    this.controller.abort(reason);
  }
}
