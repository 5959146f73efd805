import type { Call } from './deliveries.js';

/** A callback that a listener took more than once. */
export interface Duplicate {
  readonly number: number;
  readonly listener: string;
  /** Its deliveries to that listener, the first one first. */
  readonly calls: readonly Call[];
}

/** What listeners took more than once. */
export function findDuplicates(calls: readonly Call[]): Duplicate[] {
  const byName = new Map<string, Call[]>();
  for (const call of [...calls].sort((one, other) => one.to - other.to)) {
    if (!call.took) continue;
    const name = `${call.number} ${call.listener}`;
    const same = byName.get(name);
    if (same) same.push(call);
    else byName.set(name, [call]);
  }
  return [...byName.values()].flatMap((same) => {
    const [first] = same;
    return first && same.length > 1 ? [{ number: first.number, listener: first.listener, calls: same }] : [];
  });
}

/** Duplicates whose deliveries have not all the same event id, which listeners tell them by. */
export const withoutSameID = (duplicates: readonly Duplicate[]): Duplicate[] =>
  duplicates.filter(({ calls }) => new Set(calls.map(({ eventID }) => eventID)).size !== 1);

/** Different callbacks that share an event id. */
export function findSharedIDs(calls: readonly Call[]): string[] {
  const numbers = new Map<string, number>();
  const shared = new Set<string>();
  for (const { eventID, number } of calls) {
    if ((numbers.get(eventID) ?? number) !== number) shared.add(eventID);
    numbers.set(eventID, number);
  }
  return [...shared];
}

/**
 * Duplicates that the kill of their process does not explain. Deletions are committed in the order in which events
 * were taken, so what a kill leaves undeleted is the last that the process took: of a run that n deliveries were
 * repeated of, all repeated ones are among the last n and as many as may be under way side by side.
 *
 * @param killed the apps that were killed
 * @param slack how many calls may end out of turn
 */
export function unexplained(
  duplicates: readonly Duplicate[],
  calls: readonly Call[],
  killed: ReadonlySet<string>,
  slack: number,
): Duplicate[] {
  const repeated = new Map<string, number>();
  const earlier = ({ calls: same }: Duplicate): readonly Call[] => same.slice(0, -1);
  for (const { app } of duplicates.flatMap(earlier)) repeated.set(app, (repeated.get(app) ?? 0) + 1);
  const rank = ranksFromEnd(calls);
  return duplicates.filter((duplicate) =>
    earlier(duplicate).some(
      (call) =>
        !killed.has(call.app) || (rank.get(call) ?? Infinity) >= (repeated.get(call.app) ?? 0) + slack,
    ),
  );
}

/** The place of each call among those that its app completed, 0 for the last. */
function ranksFromEnd(calls: readonly Call[]): Map<Call, number> {
  const seen = new Map<string, number>();
  const ranks = new Map<Call, number>();
  for (const call of calls.filter(({ took }) => took).sort((one, other) => other.to - one.to)) {
    const rank = seen.get(call.app) ?? 0;
    seen.set(call.app, rank + 1);
    ranks.set(call, rank);
  }
  return ranks;
}
