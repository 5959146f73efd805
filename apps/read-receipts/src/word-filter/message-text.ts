/** The part of a message event that holds what people read. */
export interface MessageContent {
  readonly contentType: number;
  /** JSON text of a message element. */
  readonly content: string;
}

/** Where the elements of text messages keep their text: text, text with mentions, quote, rich text. */
const TEXT_FIELDS: ReadonlyMap<number, string> = new Map([
  [101, 'content'],
  [106, 'text'],
  [114, 'text'],
  [117, 'text'],
]);

/** The texts in a message; none for pictures, files and the like, and for content that is no element. */
export const textsOf = (message: MessageContent): string[] => {
  const element = parseElement(message.content);
  return textKeys(element, message.contentType).map(([, text]) => text);
};

/** The content with its texts rewritten and everything else kept; undefined when no text changes. */
export function rewriteTexts(message: MessageContent, rewrite: (text: string) => string): string | undefined {
  const element = parseElement(message.content);
  const changed = textKeys(element, message.contentType)
    .map(([key, text]) => [key, text, rewrite(text)] as const)
    .filter(([, text, rewritten]) => rewritten !== text)
    .map(([key, , rewritten]) => [key, rewritten]);
  return changed.length === 0 ? undefined : JSON.stringify({ ...element, ...Object.fromEntries(changed) });
}

/** OpenIM's clients are written in Go, which takes `Content` for `content`: every spelling is looked at. */
const textKeys = (element: object, contentType: number): [key: string, text: string][] =>
  Object.entries(element).filter(
    (entry): entry is [string, string] =>
      entry[0].toLowerCase() === TEXT_FIELDS.get(contentType) && typeof entry[1] === 'string',
  );

function parseElement(content: string): object {
  try {
    const element: unknown = JSON.parse(content);
    return typeof element === 'object' && element !== null ? element : {};
  } catch {
    return {};
  }
}
