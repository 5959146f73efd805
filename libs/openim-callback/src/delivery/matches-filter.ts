import type { DeadLetter, DeadLetterFilter } from './dead-letters.js';

/** Whether a dead letter is one of those a filter means. */
export function matchesFilter(letter: DeadLetter, filter: DeadLetterFilter): boolean {
  const { ids, kind, command, listener, reason, since, until } = filter;
  return (
    (ids === undefined || ids.includes(letter.id)) &&
    (kind === undefined || letter.kind === kind) &&
    (command === undefined || letter.command === command) &&
    (listener === undefined || letter.listener === listener) &&
    (reason === undefined || lower(letter.reason).includes(lower(reason))) &&
    (since === undefined || letter.diedAt >= since) &&
    (until === undefined || letter.diedAt < until)
  );
}

/** As SQLite does it, so that every inbox finds the same. */
const lower = (text: string): string => text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
