import type { Failure } from './failure.js';
import { isTame } from './is-tame.js';
import { mayExhaust, scanJson } from './json-scan.js';

/** A body that is one JSON object, or why it is not. */
export type ParsedBody =
  | { readonly ok: true; readonly body: Readonly<Record<string, unknown>>; readonly command: string }
  | { readonly ok: false; readonly failure: Failure };

/**
 * Parses a callback's body. Of duplicate keys the last one counts, as in OpenIM's own decoder; bytes that are
 * not UTF-8 become U+FFFD, which is also what OpenIM sends for them; the content type is not looked at.
 */
export function parseBody(raw: Buffer): ParsedBody {
  const text = raw.toString('utf8');
  const deep = mayExhaust(text) ? scanJson(text) : undefined;
  if (deep) return { ok: false, failure: deep };
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    // V8's message quotes the text, which may be a user's message.
    return unusable('bad-json', raw.length === 0 ? 'the body is empty' : 'the body is not JSON');
  }
  const hostile = isTame(body) ? undefined : scanJson(text);
  if (hostile) return { ok: false, failure: hostile };
  if (!isObject(body)) return unusable('bad-json', 'the body is not a JSON object');
  const command = Object.hasOwn(body, 'callbackCommand') ? body['callbackCommand'] : undefined;
  if (typeof command !== 'string' || command === '') {
    return unusable('no-command', 'callbackCommand is missing or not a string');
  }
  return { ok: true, body, command };
}

const unusable = (reason: Failure['reason'], detail: string): ParsedBody => ({
  ok: false,
  failure: { reason, detail },
});

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
