import type { DeadLetter } from 'nestjs-openim-callback/dead-letters';

/** A dead letter as `--json` prints it: times in ISO form, the bytes in base64, and the body when it is JSON. */
export function letterToJson({ raw, ...letter }: DeadLetter): object {
  return {
    id: letter.id,
    kind: letter.kind,
    command: letter.command ?? null,
    listener: letter.listener ?? null,
    reason: letter.reason,
    attempts: letter.attempts,
    eventID: letter.eventID,
    operationID: letter.operationID,
    receivedAt: isoTime(letter.receivedAt),
    diedAt: isoTime(letter.diedAt),
    query: letter.query,
    headers: letter.headers,
    raw: raw.toString('base64'),
    body: readJson(raw)?.value,
  };
}

/** A time in ISO form with milliseconds. */
export const isoTime = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** Text of one JSON document. */
export const toDocument = (value: object | null): string => `${JSON.stringify(value, null, 2)}\n`;

// A byte order mark stays, since OpenIM's JSON has none.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** JSON as text and as a value. */
interface JsonBody {
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
