import { UsageError } from '../../command-line.js';

/** The types that JSON knows; `any` of a field whose example says nothing about its type. */
export type JsonType = 'text' | 'number' | 'boolean' | 'list' | 'object' | 'any';

/** The type of a field by its example; null and absent ones may be anything. */
export function typeOf(example: unknown): JsonType {
  if (example === null || example === undefined) return 'any';
  if (Array.isArray(example)) return 'list';
  const type = typeof example;
  switch (type) {
    case 'number':
    case 'boolean':
    case 'object':
      return type;
    default:
      return 'text';
  }
}

/**
 * The value that `--set` means: JSON where the text is JSON of the example's type or `null`, else the text.
 *
 * @throws {UsageError} for numbers that JavaScript cannot hold
 */
export function parseValue(text: string, example: unknown): unknown {
  const json = tryJson(text);
  if (json === undefined) return text;
  const type = typeOf(example);
  if (json.value !== null && type !== 'any' && typeOf(json.value) !== type) return text;
  if (!isExact(json.value)) {
    throw new UsageError(`--set: a number in ${text} is too large; quote it to send text, or use --body`);
  }
  return json.value;
}

function tryJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    // Text it is, then.
    return undefined;
  }
}

function isExact(value: unknown): boolean {
  if (typeof value === 'number')
    return Number.isInteger(value) ? Number.isSafeInteger(value) : Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return true;
  return Object.values(value).every(isExact);
}
