/** Who notices that a store does not do what it is asked to. */
export type Noticer = 'connection' | 'opening' | 'appends' | 'loss' | `partition ${number}`;

/** What is wrong with a store, by who has noticed; well again when all of them say so. */
export class StoreProblems {
  private readonly noticed = new Map<Noticer, string>();

  /** @param changed told when something begins to be wrong, and when all is well again */
  constructor(private readonly changed: (problem: string | undefined) => void) {}

  /** Why the store cannot be used; undefined when it can. */
  get current(): string | undefined {
    // These know the reason where others only miss an answer.
    const reason = this.noticed.get('connection') ?? this.noticed.get('opening');
    return reason ?? [...this.noticed.values()].at(-1);
  }

  /** Notes that something is wrong. */
  notice(who: Noticer, problem: string): void {
    const first = this.noticed.size === 0;
    this.noticed.set(who, problem);
    if (first) this.changed(problem);
  }

  /** Notes that it works, for one who may have noticed otherwise. */
  resolved(who: Noticer): void {
    if (this.noticed.delete(who) && this.noticed.size === 0) this.changed(undefined);
  }
}
