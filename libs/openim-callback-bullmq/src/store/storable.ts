/** What PostgreSQL stores in no text: NUL, and halves of characters. */
const NOT_STORABLE = /[\0\p{Surrogate}]/gu;

/**
 * The same with U+FFFD for what not every store can have: PostgreSQL refuses it, and with it all events of a round
 * trip. Bodies are never changed by it: those with a NUL are base64.
 */
export function storable<T>(value: T): T {
  return map(value) as T;
}

function map(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(NOT_STORABLE, '\uFFFD');
  if (Array.isArray(value)) return value.map((each) => map(each));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, map(each)]));
}
