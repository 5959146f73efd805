/** Whether a value is an object with keys: neither null nor a list. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A key without its letter case, as Go's decoder compares them. Upper case first, since Go also takes U+017F for an s and U+212A for a k. */
export const foldKey = (key: string): string => key.toUpperCase().toLowerCase();
