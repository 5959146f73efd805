/** What the process exits with. When several apply, the highest does. */
export const ExitCode = {
  /** OpenIM goes on, or the event was delivered. */
  ok: 0,
  /** OpenIM refuses the operation. */
  refused: 1,
  /** The command line is wrong; nothing was sent. */
  usage: 2,
  /** No answer in time (90004), or one that OpenIM cannot read (90007). */
  failed: 3,
  /** OpenIM's queue dropped events. */
  dropped: 4,
  /** A bug in this program. */
  internal: 70,
  /** Ctrl-C. */
  interrupted: 130,
} as const;
