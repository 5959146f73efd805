/** A value as shells and env files take it: as it is, or in single quotes. */
export const shellQuote = (value: string): string =>
  /^[\w@%+=:,./~-]*$/.test(value) ? value : `'${value.replaceAll("'", String.raw`'\''`)}'`;
