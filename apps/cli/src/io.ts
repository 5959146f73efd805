import type { Timers } from 'openim-sender';

/** A stream the command line writes to. */
export interface Output {
  write(text: string | Uint8Array): unknown;
  /** Whether a person is looking. */
  readonly isTTY?: boolean;
  /** How wide the terminal is. */
  readonly columns?: number;
}

/** What the command line reads from. */
export interface Input extends AsyncIterable<Buffer | string> {
  /** Whether a person is typing. */
  readonly isTTY?: boolean;
}

/** All that the command line touches of the outside world; tests bring their own. */
export interface Io {
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly timers: Timers;
  /** Calls the listener on Ctrl-C, instead of ending the process; the returned function undoes that. */
  onInterrupt(listener: () => void): () => void;
}

/** The real process. */
export const processIo: Io = {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  timers: {
    now: () => performance.now(),
    start: (callback, milliseconds) => {
      const timer = setTimeout(callback, milliseconds);
      return () => clearTimeout(timer);
    },
  },
  onInterrupt: (listener) => {
    process.on('SIGINT', listener);
    return () => process.off('SIGINT', listener);
  },
};
