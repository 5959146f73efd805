import { isRecord } from '../contract/records.js';
import type { MessageContent } from './content.js';
import { parseObject, toNumber, toText, toTexts } from './loose-fields.js';
import { readContent } from './read-content.js';

/** A message as a callback has it: an event, or a body of your own. */
export interface MessageLike {
  /** What `content` holds: a value of {@link ContentType}, or another. */
  readonly contentType: number;
  /** A JSON text, as a rule. */
  readonly content: string;
  /** The users it mentions. */
  readonly atUserIDList?: readonly string[];
  /** Enterprise edition: the version of the key that the content is encrypted with; 0 for none. */
  readonly keyVersion?: number;
}

/** What the functions about messages take: an event with a content, or a dead letter, or anything else with the bytes of a body. */
export type MessageSource = MessageLike | { readonly raw: Uint8Array };

/** A message with its content read. */
export interface ReadMessage {
  readonly text: string;
  readonly content: MessageContent;
  readonly mentioned: readonly string[];
}

interface Known {
  readonly from: unknown;
  readonly contentType: unknown;
  readonly message: ReadMessage;
}

/** What was read of each event, so that its content is parsed once however many listeners ask. */
const known = new WeakMap<object, Known>();

/** Reads a message once; again only when its content was replaced meanwhile. Never throws. */
export function readMessage(source: MessageSource): ReadMessage {
  const given: unknown = source;
  if (!isRecord(given)) return messageOf({});
  const from = 'content' in given ? given['content'] : given['raw'];
  const contentType = given['contentType'];
  const before = known.get(given);
  if (before && before.from === from && before.contentType === contentType) return before.message;
  const body = 'content' in given || !(from instanceof Uint8Array) ? given : parseObject(textOf(from));
  const message = messageOf(body ?? {});
  known.set(given, { from, contentType, message });
  return message;
}

function messageOf(body: Readonly<Record<string, unknown>>): ReadMessage {
  const text = toText(body['content']);
  const content = readContent(toNumber(body['contentType']), text);
  const keyVersion = toNumber(body['keyVersion']);
  const mentioned = [...toTexts(body['atUserList']), ...toTexts(body['atUserIDList'])];
  if (content.type !== 'unreadable' || keyVersion <= 0) return { text, content, mentioned };
  const { contentType } = content;
  return { text, content: { type: 'encrypted', contentType, keyVersion, text }, mentioned };
}

const textOf = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString();
