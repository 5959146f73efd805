// A byte order mark stays, since OpenIM's JSON has none.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** JSON as text and as a value. */
export interface JsonBody {
  readonly text: string;
  readonly value: unknown;
}

/** The JSON in a body, or undefined when it is none. */
export function readJson(raw: Buffer): JsonBody | undefined {
  try {
    const text = decoder.decode(raw);
    return { text, value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
