import type { Outcome } from 'openim-sender';
import { ExitCode } from '../../command-line.js';

/** What came of a callback, in a word. */
export type Verdict = 'allowed' | 'refused' | 'panic' | 'reported' | 'unreadable' | 'no answer';

const refusals = { reply: 'refused', apply: 'refused', data: 'unreadable', network: 'no answer' } as const;

const exitCodes: Readonly<Record<Verdict, number>> = {
  allowed: ExitCode.ok,
  reported: ExitCode.ok,
  refused: ExitCode.refused,
  panic: ExitCode.refused,
  unreadable: ExitCode.failed,
  'no answer': ExitCode.failed,
};

/** Sums an outcome up. */
export function verdictOf(outcome: Outcome): Verdict {
  switch (outcome.kind) {
    case 'refused':
      return refusals[outcome.reason];
    case 'reported':
      if (!outcome.delivered) return 'no answer';
      return outcome.readable ? 'reported' : 'unreadable';
    default:
      return outcome.kind;
  }
}

/** The error code that OpenIM has in hand; for after callbacks it keeps it to itself. */
export function codeOf(outcome: Outcome): number | undefined {
  switch (outcome.kind) {
    case 'refused':
      return outcome.code;
    case 'panic':
      return outcome.shownToUser.code;
    case 'reported':
      if (!outcome.delivered) return 90004;
      return outcome.readable ? undefined : 90007;
    case 'allowed':
      return undefined;
  }
}

/** Why it is not as one would wish; undefined when there is nothing to say. */
export function reasonOf(outcome: Outcome): string | undefined {
  switch (outcome.kind) {
    case 'refused':
      return outcome.reason === 'reply' ? outcome.msg : outcome.detail;
    case 'panic':
    case 'reported':
      return outcome.detail || undefined;
    case 'allowed':
      return undefined;
  }
}

/** What the process exits with for these verdicts. */
export function exitCodeOf(verdicts: readonly Verdict[]): number {
  return Math.max(ExitCode.ok, ...verdicts.map((verdict) => exitCodes[verdict]));
}
