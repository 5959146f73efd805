import type { InboxState } from '../../delivery/inbox.js';
import type { DiagnosisReport } from '../diagnosis/diagnosis-report.js';

/** From when on a module instance counts as down. */
export interface HealthLimits {
  /** Milliseconds that the oldest event may wait. @default 300000 (5 minutes) */
  readonly maxBacklogAge?: number;
  /** Dead letters that may lie there. @default Infinity: they do no harm by lying there */
  readonly maxDeadLetters?: number;
}

/** How a module instance is. */
export interface Health {
  readonly status: 'up' | 'down';
  /** Why it is down, and what to do about it; empty when it is up. */
  readonly problems: readonly string[];
  /** Whether the app is shutting down: events are still accepted, another server would be better. */
  readonly draining: boolean;
  /** What the inbox holds; undefined when it cannot tell. */
  readonly inbox: InboxState | undefined;
  /** What was found out about what arrives. It never makes it down. */
  readonly diagnosis: DiagnosisReport;
}

/** What health is judged by. */
export interface HealthFacts {
  /** What the inbox says of itself, or why it cannot. */
  readonly inbox: InboxState | Error;
  readonly draining: boolean;
  readonly diagnosis: DiagnosisReport;
}

/** Judges a module instance. */
export function healthOf({ inbox, draining, diagnosis }: HealthFacts, limits: HealthLimits): Health {
  const problems = [
    ...(draining ? ['the app is shutting down'] : []),
    ...(inbox instanceof Error
      ? [`the inbox does not answer: ${inbox.message}`]
      : inboxProblems(inbox, limits)),
  ];
  return {
    status: problems.length === 0 ? 'up' : 'down',
    problems,
    draining,
    inbox: inbox instanceof Error ? undefined : inbox,
    diagnosis,
  };
}

function inboxProblems(
  { healthy, problem, oldestAge, deadLetters }: InboxState,
  { maxBacklogAge = 300_000, maxDeadLetters = Infinity }: HealthLimits,
): string[] {
  return [
    ...(healthy ? [] : [problem ?? 'the inbox is closed']),
    ...(oldestAge > maxBacklogAge
      ? [`an event waits for ${Math.round(oldestAge / 1000)} s: its listeners fail or are too slow`]
      : []),
    ...(deadLetters > maxDeadLetters
      ? [`${deadLetters} dead letters: look at them with npx openim-callback dead-letters list`]
      : []),
  ];
}
