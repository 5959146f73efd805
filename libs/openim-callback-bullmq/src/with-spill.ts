import type { InboxState } from 'nestjs-openim-callback/inbox';

/** The state of an inbox whose engine has a spill before it. */
export function withSpill(engine: InboxState, spill: InboxState | undefined): InboxState {
  if (!spill) return engine;
  return {
    healthy: engine.healthy && spill.healthy,
    problem: bothProblems(engine.problem, spill.problem),
    pending: engine.pending + spill.pending,
    oldestAge: Math.max(engine.oldestAge, spill.oldestAge),
    held: engine.held + spill.held,
    deadLetters: engine.deadLetters + spill.deadLetters,
  };
}

/** What is wrong with an engine and its spill; undefined when both are well. */
export const bothProblems = (engine: string | undefined, spill: string | undefined): string | undefined =>
  engine !== undefined && spill !== undefined ? `${engine}; ${spill}` : (engine ?? spill);
