import { isUtf8 } from 'node:buffer';
import { isRecord } from '../../contract/records.js';
import { parseBody } from '../../intake/parse-body.js';

/** The body of a callback, or of an answer. */
export type Body = Readonly<Record<string, unknown>>;

/** Hides all of bodies, or makes of each what may be shown. */
export type Redact = true | ((body: Body) => Body);

/** A body as it may be shown; nothing of one that is hidden. */
export interface ShownBody {
  readonly text: string | undefined;
  /** What it says, when it is one JSON object that names its command. */
  readonly body: Body | undefined;
}

const HIDDEN: ShownBody = { text: undefined, body: undefined };

/** Shows bodies, as far as the app allows. */
export class BodyView {
  constructor(private readonly redact: Redact | undefined) {}

  /** Whether anything is hidden. */
  get redacts(): boolean {
    return this.redact !== undefined;
  }

  /** A callback's body. What cannot be read cannot be made showable either, and is hidden where anything is. */
  show(raw: Buffer): ShownBody {
    const body = readBody(raw);
    if (this.redact === undefined) return { text: bytesToText(raw), body };
    const shown = body && this.redacted(body);
    return shown ? { text: JSON.stringify(shown), body: shown } : HIDDEN;
  }

  /** The body in which to look for who did what: the app's function may have changed that too. */
  ids(raw: Buffer): Body | undefined {
    return typeof this.redact === 'function' ? this.show(raw).body : readBody(raw);
  }

  /** The bytes of an answer. All of them are JSON; what an answer changes is hidden like what it changes it from. */
  answer(bytes: Buffer): string {
    const text = bytes.toString();
    if (this.redact === undefined || text === '') return text;
    const said = JSON.parse(text) as Body;
    const own = Object.entries(said).filter(([name]) => !ANSWER_FIELDS.has(name));
    if (own.length === 0) return text;
    const kept = Object.entries(said).filter(([name]) => ANSWER_FIELDS.has(name));
    const shown = this.redacted(Object.fromEntries(own)) ?? hideValues(Object.fromEntries(own));
    return JSON.stringify({ ...Object.fromEntries(kept), ...Object(shown) });
  }

  private redacted(body: Body): Body | undefined {
    if (this.redact === undefined || this.redact === true) return undefined;
    try {
      const shown: unknown = this.redact(structuredClone(body));
      return isRecord(shown) ? shown : undefined;
    } catch {
      return undefined;
    }
  }
}

/** The fields that every answer has. */
export const ANSWER_FIELDS: ReadonlySet<string> = new Set([
  'actionCode',
  'errCode',
  'errMsg',
  'errDlt',
  'nextCode',
]);

/** What a body says; undefined when that is not one JSON object that names its command. */
function readBody(raw: Buffer): Body | undefined {
  const parsed = parseBody(raw);
  return parsed.ok ? parsed.body : undefined;
}

/** The same shape with other texts, so that it is still read the same way. */
function hideValues(value: unknown): unknown {
  if (typeof value === 'string') return '[hidden]';
  if (Array.isArray(value)) return value.map(hideValues);
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, hideValues(inner)]));
}

/** A sequence of UTF-8, or a byte that is in none. */
const UTF8 =
  // eslint-disable-next-line no-control-regex
  /((?:[\x00-\x7f]|[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2})+)|[\x80-\xff]/g;

/** Bytes as a text, those that are no UTF-8 as `\xNN`. */
export function bytesToText(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString();
  return bytes
    .toString('latin1')
    .replace(UTF8, (each, valid: string | undefined) =>
      valid === undefined
        ? `\\x${each.charCodeAt(0).toString(16).padStart(2, '0')}`
        : Buffer.from(valid, 'latin1').toString(),
    );
}
