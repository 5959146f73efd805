/** The clock of an {@link AsyncQueue}; tests bring their own. */
export interface Timers {
  /** Milliseconds from any fixed moment. */
  now(): number;
  /** Calls `callback` once after the given time, unless the returned function is called before. */
  start(callback: () => void, milliseconds: number): () => void;
}

/** The real clock. */
export const systemTimers: Timers = {
  now: () => performance.now(),
  start: (callback, milliseconds) => {
    const timer = setTimeout(callback, milliseconds);
    return () => {
      clearTimeout(timer);
    };
  },
};
