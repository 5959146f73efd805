/** What the lease works with. */
export interface PartitionLeaseParts {
  /** Milliseconds it lasts without being extended. */
  readonly duration: number;
  /** Milliseconds of it that have passed. */
  readonly age: number;
  /** Asks the store for as much again; false when somebody else may have it by now. */
  readonly extend: () => Promise<boolean>;
  /** Told once when it is lost. */
  readonly onLost: () => void;
}

/** The right to deliver the events of a partition, by the lease of its first record. */
export class PartitionLease {
  private validUntil: number;
  private readonly timer: NodeJS.Timeout;
  private extending = false;

  constructor(private readonly parts: PartitionLeaseParts) {
    this.validUntil = performance.now() + parts.duration - Math.max(0, parts.age);
    this.timer = setInterval(() => void this.extend(), parts.duration / 3);
  }

  /** Whether it holds for certain: no other replica can have the partition. */
  get isValid(): boolean {
    return performance.now() < this.validUntil;
  }

  /** Lets it run out. */
  stop(): void {
    clearInterval(this.timer);
  }

  private async extend(): Promise<void> {
    if (this.extending) return;
    this.extending = true;
    // Counted from before the question: the answer may be slow.
    const asked = performance.now();
    try {
      if (await this.parts.extend()) this.validUntil = asked + this.parts.duration;
      else this.lost();
    } catch {
      // The store is away; the lease runs out unless it is back in time.
    } finally {
      this.extending = false;
    }
  }

  private lost(): void {
    this.stop();
    this.validUntil = 0;
    this.parts.onLost();
  }
}
