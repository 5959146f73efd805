/**
 * The names that some options may have, each `true`, or with the names of the options in it. Options that get a name
 * more do not compile until it is here.
 */
export type OptionNames<T> = { readonly [Name in keyof Required<T>]: true | NamesWithin };

interface NamesWithin {
  readonly [name: string]: true | NamesWithin;
}

/** Edits past which a name is another name and not a slip; a third of its letters. */
const SLIPS = 3;

/**
 * What is wrong with the names of some options, of those in them too: a name that is none, with the nearest that is
 * one, or with where it belongs.
 *
 * @param elsewhere where names belong that are options of something else
 */
export function nameProblems(
  given: object,
  names: NamesWithin,
  elsewhere: Readonly<Record<string, string>> = {},
): readonly string[] {
  return Object.entries(given).flatMap(([name, value]: [string, unknown]) => {
    const known = Object.hasOwn(names, name) ? names[name] : undefined;
    if (known === undefined) return [notAnOption(name, names, elsewhere)];
    if (known === true || value === undefined) return [];
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return [`${name} must be an object with ${Object.keys(known).join(', ')}`];
    }
    return nameProblems(value, known).map((problem) => `${name}: ${problem}`);
  });
}

/** The same for options that are those of the resolved settings and no others. */
export const unknownNames = (given: object, settings: object): readonly string[] =>
  nameProblems(given, Object.fromEntries(Object.keys(settings).map((name) => [name, true as const])));

function notAnOption(name: string, names: NamesWithin, elsewhere: Readonly<Record<string, string>>): string {
  const place = Object.hasOwn(elsewhere, name) ? elsewhere[name] : undefined;
  if (place !== undefined) return `'${name}' belongs ${place}`;
  const within = Object.entries(names).find(([, inner]) => inner !== true && Object.hasOwn(inner, name));
  if (within) return `'${name}' belongs into ${within[0]}: ${within[0]}: { ${name}: ... }`;
  const nearest = nearestOf(name, Object.keys(names));
  return `there is no option '${name}'` + (nearest === undefined ? '' : `: did you mean '${nearest}'?`);
}

/** The name that is fewest edits away, when that is like a slip. */
function nearestOf(name: string, names: readonly string[]): string | undefined {
  const most = Math.min(SLIPS, Math.ceil(name.length / 3));
  const byEdits = names
    .map((each) => ({ each, edits: editsBetween(name.toLowerCase(), each.toLowerCase()) }))
    .filter(({ edits }) => edits <= most)
    .sort((one, other) => one.edits - other.edits);
  return byEdits[0]?.each;
}

/** Letters to put in, to take out or to replace (Levenshtein). */
function editsBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (const [at, letter] of Array.from(one).entries()) {
    const next = [at + 1];
    for (const [to, wanted] of Array.from(other).entries()) {
      const replaced = (row[to] ?? 0) + (letter === wanted ? 0 : 1);
      next.push(Math.min(replaced, (row[to + 1] ?? 0) + 1, (next[to] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
