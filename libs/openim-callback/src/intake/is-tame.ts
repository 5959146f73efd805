import { MAX_DEPTH } from './json-scan.js';

/**
 * Whether a parsed value is nested no deeper than {@link MAX_DEPTH} and holds no number that may have been rounded:
 * an integer beyond 2^53 is never rounded to below it. It costs a small part of parsing, and nothing for long
 * strings; of what is not tame, the text tells more.
 */
export function isTame(value: unknown, levels = MAX_DEPTH): boolean {
  if (typeof value === 'number') {
    return value <= Number.MAX_SAFE_INTEGER && value >= Number.MIN_SAFE_INTEGER;
  }
  if (typeof value !== 'object' || value === null) return true;
  if (levels === 0) return false;
  if (Array.isArray(value)) {
    // Lists of a group's members are long, and a call for each string would be most of the time.
    for (const each of value) if (typeof each !== 'string' && !isTame(each, levels - 1)) return false;
    return true;
  }
  const object = value as Readonly<Record<string, unknown>>;
  for (const key in object) if (!isTame(object[key], levels - 1)) return false;
  return true;
}
