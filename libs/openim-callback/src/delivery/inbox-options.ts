/** What a number among the options of an inbox may be. */
export interface NumberRule {
  /** In words, after "must be". */
  readonly wanted: string;
  readonly allows: (value: number) => boolean;
}

/** A number of things, or Infinity. */
export const count = (least: number): NumberRule => ({
  wanted: `an integer of at least ${least}`,
  allows: (value) => value >= least && (Number.isInteger(value) || value === Infinity),
});

/** Something that is measured, such as milliseconds or bytes. */
export const amount = (least: number, most = Infinity): NumberRule => ({
  wanted: most === Infinity ? `at least ${least}` : `between ${least} and ${most}`,
  allows: (value) => value >= least && value <= most,
});

/** The most milliseconds that a timer of Node waits; with more it would go off at once. */
export const LONGEST_TIMER = 2 ** 31 - 1;

type Rules<T> = { readonly [Name in keyof T]?: NumberRule };

/** What is wrong with the numbers among some options, each with its name; empty when nothing is. */
export const numberProblems = <T extends object>(settings: T, rules: Rules<T>): readonly string[] =>
  (Object.keys(rules) as (keyof T & string)[]).flatMap((name) => {
    const value: unknown = settings[name];
    const rule = rules[name];
    if (!rule || (typeof value === 'number' && rule.allows(value))) return [];
    return [`${name} must be ${rule.wanted}, it is ${String(value)}`];
  });

/** What is wrong with a role, for {@link refuseProblems}. */
export const roleProblems = (role: unknown): readonly string[] =>
  role === undefined || role === 'both' || role === 'receive' || role === 'deliver'
    ? []
    : [`role must be 'both', 'receive' or 'deliver', it is ${JSON.stringify(role)}`];

/**
 * Ends the making of an inbox with options that cannot be.
 *
 * @throws {Error} when there is a problem; names all of them
 */
export function refuseProblems(inbox: string, problems: readonly string[]): void {
  if (problems.length > 0) throw new Error(`${inbox}: ${problems.join('; ')}`);
}
