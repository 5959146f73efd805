import type { Failure } from './failure.js';
import { MAX_DEPTH, MAX_OPENINGS, opensMoreThan, scanJson } from './json-scan.js';

/** A body that is one JSON object, and the command that it names. */
export interface ReadableBody {
  readonly body: Readonly<Record<string, unknown>>;
  readonly command: string;
}

/** A readable body, or why it is none. */
export type ParsedBody =
  ({ readonly ok: true } & ReadableBody) | { readonly ok: false; readonly failure: Failure };

/**
 * Parses a callback's body. Of duplicate keys the last one counts, as in OpenIM's own decoder; bytes that are
 * not UTF-8 become U+FFFD, which is also what OpenIM sends for them; the content type is not looked at.
 */
export function parseBody(raw: Buffer): ParsedBody {
  const text = raw.toString('utf8');
  const deep = text.length > MAX_OPENINGS && opensMoreThan(MAX_OPENINGS, text) ? scanJson(text) : undefined;
  if (deep) return { ok: false, failure: deep };
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    // V8's message quotes the text, which may be a user's message.
    return unusable('bad-json', raw.length === 0 ? 'the body is empty' : 'the body is not JSON');
  }
  const hostile = isSurelyExact(body) ? undefined : scanJson(text);
  if (hostile) return { ok: false, failure: hostile };
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return unusable('bad-json', 'the body is not a JSON object');
  }
  const object = body as Readonly<Record<string, unknown>>;
  const command = Object.hasOwn(object, 'callbackCommand') ? object['callbackCommand'] : undefined;
  if (typeof command !== 'string' || command === '') {
    return unusable('no-command', 'callbackCommand is missing or not a string');
  }
  return { ok: true, body: object, command };
}

const unusable = (reason: Failure['reason'], detail: string): ParsedBody => ({
  ok: false,
  failure: { reason, detail },
});

/**
 * Whether a parsed value is nested no deeper than {@link MAX_DEPTH} and holds no number that may have been rounded:
 * an integer beyond 2^53 is never rounded to below it. It costs a small part of parsing, and nothing for long
 * strings; of any other value the text tells more.
 */
export function isSurelyExact(value: unknown, levels = MAX_DEPTH): boolean {
  if (typeof value === 'number') {
    return value <= Number.MAX_SAFE_INTEGER && value >= Number.MIN_SAFE_INTEGER;
  }
  if (typeof value !== 'object' || value === null) return true;
  if (levels === 0) return false;
  if (Array.isArray(value)) {
    // Lists of a group's members are long, and a call for each string would be most of the time.
    for (const each of value) if (typeof each !== 'string' && !isSurelyExact(each, levels - 1)) return false;
    return true;
  }
  const object = value as Readonly<Record<string, unknown>>;
  for (const key in object) if (!isSurelyExact(object[key], levels - 1)) return false;
  return true;
}
