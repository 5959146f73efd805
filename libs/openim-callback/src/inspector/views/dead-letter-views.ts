import type { DeadLetter, DeadLetterFilter, DeadLetters } from '../../delivery/dead-letters.js';
import type { DeadLetterProgress, DeadLetterView } from '../api.js';
import type { BodyView } from './shown-body.js';

/** Dead letters that are sent again or deleted at a time. */
const PAGE = 200;

/** A dead letter in a list. */
export const letterLine = (letter: DeadLetter): DeadLetterView => ({ ...letter, raw: undefined });

/** A dead letter with its body, as far as that may be shown. */
export const letterView = (letter: DeadLetter, bodies: BodyView): DeadLetterView => ({
  ...letter,
  raw: bodies.show(letter.raw).text,
});

/**
 * Sends those that match again or deletes them, a page at a time. What is given up again meanwhile is left for the next
 * time, and so is what still cannot be read.
 *
 * @param isOver whether nobody waits for it any more
 */
export async function* inPages(
  letters: DeadLetters,
  action: 'redrive' | 'purge',
  filter: DeadLetterFilter,
  isOver: () => string | undefined,
): AsyncGenerator<DeadLetterProgress> {
  const until = Math.min(filter.until ?? Infinity, Date.now() + 1);
  const tried = new Set<string>();
  let since = filter.since;
  let done = 0;
  try {
    for (;;) {
      const over = isOver();
      if (over !== undefined) {
        yield { done, error: over };
        return;
      }
      const page = await letters.list({ ...filter, until, ...(since !== undefined && { since }) }, PAGE);
      const ids = page.map(({ id }) => id).filter((id) => !tried.has(id));
      if (ids.length === 0) {
        yield { done, finished: true };
        return;
      }
      done += await letters[action]({ ids });
      for (const id of ids) tried.add(id);
      // Those that have stayed are not looked at again: they may be more than a page.
      since = page.at(-1)?.diedAt ?? since;
      yield { done };
    }
  } catch (error) {
    yield { done, error: error instanceof Error ? error.message : String(error) };
  }
}
