import { ContentType } from '../contract/constants.js';
import { foldKey } from '../contract/records.js';
import { parseObject } from './loose-fields.js';
import { readMessage, type MessageSource } from './message-source.js';
import { rewriteValues } from './rewrite-values.js';
import { ELEMENTS } from './read-content.js';

/** The texts of a message that people read. */
export interface MessageTexts {
  /** What the message itself says, messages that it forwards included. */
  readonly own: readonly string[];
  /** What the message it answers says: somebody wrote that before. */
  readonly quoted: readonly string[];
}

/**
 * All texts of a message that people read: of texts, mentions, quotes, rich texts and Markdown; the name of a file or
 * a card; the description of a place or of custom content; title, abstracts and messages of forwarded ones. Not the
 * `data` of custom content, which only the application understands. None of content that is empty, unreadable or
 * encrypted: {@link contentOf} tells.
 *
 * @example
 * ```ts
 * const { own, quoted } = textsOf(event);
 * if ([...own, ...quoted].some((text) => text.includes('spam'))) return refuse(20001, 'no advertising');
 * ```
 */
export function textsOf(source: MessageSource): MessageTexts {
  const own: string[] = [];
  const quoted: string[] = [];
  rewriteTexts(source, (text, isQuoted) => {
    (isQuoted ? quoted : own).push(text);
    return text;
  });
  return { own, quoted };
}

/**
 * The content of a message with its texts rewritten, for `modify`. All else stays as it is, to the byte; with
 * nothing to change the result is the content itself, which `modify` leaves out of the answer.
 *
 * @param rewrite gets each text that {@link textsOf} finds, and whether it is quoted; what it returns takes its place
 * @example
 * ```ts
 * return modify({ content: rewriteTexts(event, (text) => text.replaceAll('damn', '****')) });
 * ```
 */
export function rewriteTexts(
  source: MessageSource,
  rewrite: (text: string, quoted: boolean) => string,
): string {
  const { text, content } = readMessage(source);
  if (!('fields' in content)) return text;
  return rewriteObject(text, content.contentType, false, rewrite);
}

type Rewrite = (text: string, quoted: boolean) => string;

/** Any type: of a message inside another, whose content is a text of JSON beside its type. */
const ANY = -1;

const { File, Card, Location, Custom, CustomQuiet, CustomOnlineOnly } = ContentType;
const { Text, Mention, Quote, RichText, Markdown, Merged, OANotification } = ContentType;

/** The types whose content has a text under each key, the keys in lower case. */
const TEXTS: ReadonlyMap<string | undefined, readonly number[]> = new Map<string, readonly number[]>([
  ['content', [Text, Markdown]],
  ['text', [Mention, Quote, RichText, OANotification]],
  ['title', [Merged]],
  ['abstractlist', [Merged]],
  ['filename', [File]],
  ['nickname', [Card]],
  ['description', [Location, Custom, CustomQuiet, CustomOnlineOnly]],
  ['notificationname', [OANotification]],
]);

const ELEMENT_TYPES: ReadonlyMap<string | undefined, number> = new Map(
  [...ELEMENTS].map(([name, type]) => [foldKey(name), type]),
);

interface Place {
  /** Whether the value is a text for people, or a text of JSON with such texts in it, of this type of content. */
  readonly json: number | undefined;
  readonly quoted: boolean;
}

function rewriteObject(json: string, contentType: number, quoted: boolean, rewrite: Rewrite): string {
  return rewriteValues(json, (path, value) => {
    const place = placeOf(contentType, path);
    if (!place) return value;
    const isQuoted = quoted || place.quoted;
    if (place.json === undefined) return rewrite(value, isQuoted);
    return parseObject(value) ? rewriteObject(value, place.json, isQuoted, rewrite) : value;
  });
}

/** What stands at a path in a content: keys in lower case, lists passed over. */
function placeOf(contentType: number, path: readonly string[]): Place | undefined {
  let type = contentType;
  let quoted = false;
  for (let at = 0; ; at += 2) {
    const key = path[at];
    if (at === path.length - 1) {
      if (type === OANotification && key === 'detail') return { json: OANotification, quoted };
      const types = TEXTS.get(key);
      return types && (type === ANY || types.includes(type)) ? { json: undefined, quoted } : undefined;
    }
    if (key === 'quotemessage' && [Mention, Quote, ANY].includes(type)) quoted = true;
    else if (key !== 'multimessage' || ![Merged, ANY].includes(type)) return undefined;
    const element = path[at + 1];
    if (element === 'content' && at + 2 === path.length) return { json: ANY, quoted };
    const inner = ELEMENT_TYPES.get(element);
    if (inner === undefined) return undefined;
    type = inner;
  }
}
