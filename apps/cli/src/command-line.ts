import type { Command } from 'commander';
import type { Io } from './io.js';

/** Adds one command to the program; its action passes its exit code to `finish`. */
export type RegisterCommand = (program: Command, io: Io, finish: (exitCode: number) => void) => void;

/** What the process exits with. When several apply, the highest does. */
export const ExitCode = {
  /** Done: OpenIM goes on, the event was delivered, or there was something to do and it was done. */
  ok: 0,
  /** OpenIM refuses the operation. */
  refused: 1,
  /** No dead letter matched, or the operator said no. */
  nothing: 1,
  /** Something was found that is wrong. */
  findings: 1,
  /** The command line is wrong; nothing was done. */
  usage: 2,
  /** No answer in time (90004), or one that OpenIM cannot read (90007). */
  failed: 3,
  /** The inbox of the dead letters cannot be used. */
  unusableStorage: 3,
  /** OpenIM's queue dropped events. */
  dropped: 4,
  /** A bug in this program. */
  internal: 70,
  /** Ctrl-C. */
  interrupted: 130,
} as const;

/** The command line cannot be carried out as it stands; the message says what to change. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** What an error says; Node gathers what the addresses of a host have failed with, and says nothing itself. */
export function messageOf(error: unknown): string {
  // Not instanceof Error, which errors of another realm are not.
  const { message, errors } = Object(error) as { readonly message?: unknown; readonly errors?: unknown };
  if (typeof message !== 'string') return String(error);
  const [first] = Array.isArray(errors) ? (errors as unknown[]) : [];
  return message === '' && first !== undefined ? messageOf(first) : message;
}
