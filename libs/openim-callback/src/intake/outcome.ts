import type { Decision } from '../listeners/decide.js';

/**
 * What came of a callback that could be used: an after event is `accepted` as safely as the inbox promises or
 * `held` in memory while its storage fails; a before callback is `allowed`, `modified`, `refused`, or `undecided`
 * since its listeners failed.
 */
export type Outcome = 'accepted' | 'held' | 'allowed' | 'modified' | 'refused' | 'undecided';

/** What came of a before callback. */
export function outcomeOf(decision: Decision): Outcome {
  if (decision.kind === 'refuse') return 'refused';
  if (decision.kind === 'failed') return 'undecided';
  return Object.keys(decision.changes).length === 0 ? 'allowed' : 'modified';
}
