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
  /** Those of the moment `since`: what has stayed of earlier ones is not listed again. */
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
      const page = await letters.list(
        { ...filter, until, ...(since !== undefined && { since }) },
        PAGE + tried.size,
      );
      const fresh = page.filter(({ id }) => !tried.has(id)).slice(0, PAGE);
      const last = fresh.at(-1);
      if (!last) {
        yield { done, finished: true };
        return;
      }
      done += await letters[action]({ ids: fresh.map(({ id }) => id) });
      if (last.diedAt !== since) tried.clear();
      for (const { id, diedAt } of fresh) if (diedAt === last.diedAt) tried.add(id);
      since = last.diedAt;
      yield { done };
    }
  } catch (error) {
    yield { done, error: error instanceof Error ? error.message : String(error) };
  }
}
