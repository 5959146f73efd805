import { setImmediate } from 'node:timers/promises';

/** Longer than anything here takes, and shorter than Jest waits. */
const PATIENCE = 15_000;

/** Resolves when the condition holds. Gives the event loop its turns meanwhile. */
export async function until(condition: () => boolean): Promise<void> {
  const end = performance.now() + PATIENCE;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`not in time: ${String(condition)}`);
    await setImmediate();
  }
}

/** A promise with its ends outside. */
export interface Gate<T = void> {
  readonly promise: Promise<T>;
  readonly open: (value: T) => void;
}

/** Something to wait for that a test decides about. */
export function gate<T = void>(): Gate<T> {
  let open: (value: T) => void = () => undefined;
  const promise = new Promise<T>((resolve) => {
    open = resolve;
  });
  return { promise, open };
}
