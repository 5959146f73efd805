/**
 * Milliseconds a condition may take to come true: only what never does waits that long. A test must be given more (here
 * 20 s), for the runner would say that time is up and not what the check threw.
 */
const PATIENCE = 15_000;

/**
 * Waits until a check no longer throws.
 *
 * @throws what the check threw last
 */
export async function eventually<T>(check: () => T | Promise<T>): Promise<T> {
  const end = performance.now() + PATIENCE;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (performance.now() > end) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

/** Milliseconds that no case lasts: what would wait for them was made to go on. */
export const LONG = 60_000;

/** Something that a test lets happen. */
export class Gate {
  private release: () => void = () => undefined;
  /** Resolves when the gate was opened. */
  readonly passed = new Promise<void>((resolve) => (this.release = resolve));

  /** Lets everyone through, now and later. */
  open(): void {
    this.release();
  }
}
