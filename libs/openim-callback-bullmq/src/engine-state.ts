import type { InboxState } from 'nestjs-openim-callback/inbox';
import type { EngineAccess } from './engine-access.js';
import type { EngineProblems } from './engine-problems.js';
import { readBacklog } from './read-backlog.js';
import { within } from './within.js';

/** What the state of an engine is read from. */
export interface EngineStateParts {
  readonly access: EngineAccess;
  readonly problems: EngineProblems;
  /** Events held in memory. */
  readonly held: number;
  /** Milliseconds to wait for the engine. */
  readonly timeout: number;
}

/** What an engine holds and how it is; one that does not answer in time is away. */
export async function engineState({
  access,
  problems,
  held,
  timeout,
}: EngineStateParts): Promise<InboxState> {
  try {
    const { pending, oldest, deadLetters } = await within(timeout, readBacklog(await access.queues()));
    return {
      healthy: problems.current === undefined,
      problem: problems.current,
      pending: pending + held,
      oldestAge: oldest === undefined ? 0 : Math.max(0, Date.now() - oldest),
      held,
      deadLetters,
    };
  } catch (error) {
    const problem = problems.current ?? access.textOf(error);
    return { healthy: false, problem, pending: held, oldestAge: 0, held, deadLetters: 0 };
  }
}
