/**
 * What OpenIM makes of a value in webhooks.yml: it decodes with mapstructure, weakly typed, and does not start on
 * what it cannot decode, which is undefined here (pkg/common/config, viper 1.18).
 */
export function readBool(value: unknown): boolean | undefined {
  if (value === null || value === undefined || value === '') return false;
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return value !== 0;
  if (TRUE.has(value)) return true;
  return FALSE.has(value) ? false : undefined;
}

/** The same for a whole number. */
export function readInt(value: unknown): number | undefined {
  if (value === null || value === undefined || value === '') return 0;
  if (typeof value === 'boolean') return Number(value);
  if (typeof value === 'number') return Number.isFinite(value) ? Math.trunc(value) : undefined;
  return typeof value === 'string' && /^[+-]?\d+$/.test(value) ? Number(value) : undefined;
}

/** The same for a list, of which a single value and a text with commas are ways to write one. */
export function readList(value: unknown): readonly unknown[] {
  if (value === null || value === undefined || value === '') return [];
  if (Array.isArray(value)) return value;
  return typeof value === 'string' ? value.split(',') : [value];
}

// Go's strconv.ParseBool, to which yes and on are nothing.
const TRUE: ReadonlySet<unknown> = new Set(['1', 't', 'T', 'TRUE', 'true', 'True']);
const FALSE: ReadonlySet<unknown> = new Set(['0', 'f', 'F', 'FALSE', 'false', 'False']);
