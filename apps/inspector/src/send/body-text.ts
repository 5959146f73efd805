/** A body as the form sees it. */
export type Body = Readonly<Record<string, unknown>>;

/** A text that is edited, and what it says. */
export type ReadBody =
  | { readonly kind: 'body'; readonly body: Body }
  /** JSON, but the form would change it: why. */
  | { readonly kind: 'text-only'; readonly why: string }
  | { readonly kind: 'broken'; readonly why: string };

// What stands where a value stands: a long run of digits within a string is no number.
const STRINGS = /"(?:[^"\\]|\\.)*"/g;
const LONG_INTEGER = /-?\d{16,}/g;

/** Reads the text of a body. */
export function readBody(text: string): ReadBody {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { kind: 'broken', why: error instanceof Error ? error.message : String(error) };
  }
  if (!isBody(value)) return { kind: 'text-only', why: 'It is no JSON object.' };
  const long = text.replace(STRINGS, '""').match(LONG_INTEGER) ?? [];
  if (long.some((digits) => !Number.isSafeInteger(Number(digits)))) {
    return { kind: 'text-only', why: 'It has a number that JavaScript would round.' };
  }
  return { kind: 'body', body: value };
}

/** The text of a body. */
export const writeBody = (body: Body): string => JSON.stringify(body, null, 2);

/** A body with another value at a name; undefined takes it out. Names keep their order. */
export function withField(body: Body, name: string, value: unknown): Body {
  const next = { ...body, [name]: value };
  return Object.fromEntries(Object.entries(next).filter(([, member]) => member !== undefined));
}

export const isBody = (value: unknown): value is Body =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
