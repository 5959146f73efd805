/** Only compiled: `switch (content.type)` narrows, and what the functions about messages take. */
import {
  contentOf,
  ContentType,
  mediaOf,
  mentionsOf,
  quotedOf,
  rewriteTexts,
  textsOf,
  type BeforeMsgModifyEvent,
  type BeforeOnlinePushEvent,
  type MessageContent,
  type SendGroupMsgEvent,
  type SingleMsgReadEvent,
} from 'nestjs-openim-callback';
import type { DeadLetter } from 'nestjs-openim-callback/dead-letters';

export function narrow(content: MessageContent): string | number {
  switch (content.type) {
    case 'text':
    case 'markdown':
    case 'richText':
      return content.text;
    case 'quote':
      return content.quoted?.content.type ?? content.text;
    case 'mention':
      return content.everyone ? 'all' : content.userIDs.join();
    case 'picture':
      return content.source.width;
    case 'voice':
    case 'video':
      return content.duration;
    case 'file':
      return content.name;
    case 'merged':
      return content.messages.length;
    case 'card':
      return content.nickname;
    case 'location':
      return content.latitude;
    case 'custom':
      return content.data;
    case 'face':
      return content.index;
    case 'oaNotification':
      return content.picture?.source.url ?? content.name;
    case 'businessNotification':
      return content.key;
    case 'notification':
    case 'unknown':
      return Object.keys(content.fields).length;
    case 'encrypted':
      return content.keyVersion;
    case 'unreadable':
      return content.text;
    case 'empty':
      return content.contentType;
  }
}

export function wrong(content: MessageContent): unknown[] {
  const got: unknown[] = [];
  // @ts-expect-error -- not every content has a text
  const { text } = content;
  if (content.type === 'picture') {
    // @ts-expect-error -- a picture has no duration
    const { duration } = content;
    got.push(duration);
  }
  got.push(text);
  // @ts-expect-error -- there is no such type
  if (content.type === 'sound') narrow(content);
  return got;
}

export function taken(
  modify: BeforeMsgModifyEvent,
  group: SendGroupMsgEvent,
  push: BeforeOnlinePushEvent,
  letter: DeadLetter,
  read: SingleMsgReadEvent,
): void {
  for (const source of [modify, group, push, letter, { contentType: ContentType.Text, content: '{}' }]) {
    contentOf(source);
    textsOf(source).own.join();
    mentionsOf(source).userIDs.join();
    mediaOf(source).map(({ url }) => url);
    quotedOf(source)?.content.type.trim();
    rewriteTexts(source, (text, quoted) => (quoted ? text : text.trim()));
  }
  // @ts-expect-error -- an event without a content
  contentOf(read);
  // @ts-expect-error -- a text takes the place of a text
  rewriteTexts(modify, () => undefined);
}

/** A constant's type takes its values only. */
export const values: ContentType[] = [101, ContentType.Quote];
// @ts-expect-error -- of no message
export const none: ContentType = 1;
