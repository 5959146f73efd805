const MAX_SHARE = 0.4;

/** Up to three candidates that somebody may have meant, nearest first; letter case does not count. */
export function suggest(name: string, candidates: readonly string[]): string[] {
  const wanted = name.toLowerCase();
  return candidates
    .map((candidate) => ({ candidate, score: difference(wanted, candidate.toLowerCase()) }))
    .filter(({ score }) => score <= MAX_SHARE)
    .sort((a, b) => a.score - b.score)
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

// A candidate that contains the name beats all but slips of the pen.
function difference(wanted: string, candidate: string): number {
  const share = distance(wanted, candidate) / Math.max(wanted.length, candidate.length, 1);
  return wanted.length >= 4 && candidate.includes(wanted) ? Math.min(share, 0.2) : share;
}

/** The number of letters to insert, delete or replace to get from one text to the other (Levenshtein). */
export function distance(from: string, to: string): number {
  const letters = Array.from(to);
  let row = Array.from({ length: letters.length + 1 }, (_, index) => index);
  for (const [line, letter] of Array.from(from).entries()) {
    const next = [line + 1];
    for (const [index, other] of letters.entries()) {
      const replaced = (row[index] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[index + 1] ?? 0) + 1, (next[index] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
