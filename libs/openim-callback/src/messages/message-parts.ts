import { EVERYONE } from '../contract/constants.js';
import type {
  EmbeddedMessage,
  FileContent,
  MessageContent,
  PictureSize,
  VideoContent,
  VoiceContent,
} from './content.js';
import { readMessage, type MessageSource } from './message-source.js';

/**
 * What a message says, as an object whose `type` tells its fields: `text`, `picture`, `voice`, `video`, `file`,
 * `mention`, `merged`, `card`, `location`, `custom`, `quote`, `face`, `richText`, `markdown`, `oaNotification`,
 * `businessNotification`, `notification`; and `empty`, `unreadable`, `encrypted` or `unknown` where there is nothing
 * to read. It never throws: what is missing is Go's zero value, a value of a wrong JSON type (`"duration":"5"`) and
 * keys in an odd letter case are read as OpenIM's clients read them. A content is parsed once for each event.
 *
 * @example
 * ```ts
 * const content = contentOf(event);
 * switch (content.type) {
 *   case 'picture':
 *     return isAllowed(content.source.url) ? allow() : refuse(20001, 'no such pictures');
 *   case 'unreadable':
 *     return refuse(20002, 'this client is not ours');
 * }
 * ```
 */
export const contentOf = (source: MessageSource): MessageContent => readMessage(source).content;

/** Whom a message mentions. */
export interface Mentions {
  /** Each once, without `AtAllTag`, for which `everyone` stands. */
  readonly userIDs: readonly string[];
  /** Whether it mentions everyone in the group. */
  readonly everyone: boolean;
}

/**
 * Whom a message mentions, by its content and by the list of the callback: releases leave that list empty for
 * mentions that are sent by REST.
 */
export function mentionsOf(source: MessageSource): Mentions {
  const { content, mentioned } = readMessage(source);
  const own = content.type === 'mention' ? content : { userIDs: [], everyone: false };
  const userIDs = new Set([...mentioned, ...own.userIDs]);
  const everyone = userIDs.delete(EVERYONE) || own.everyone;
  return { userIDs: [...userIDs], everyone };
}

/** The message that a message answers; undefined when it answers none. */
export function quotedOf(source: MessageSource): EmbeddedMessage | undefined {
  const { content } = readMessage(source);
  return content.type === 'quote' || content.type === 'mention' ? content.quoted : undefined;
}

/** A file that a message refers to. */
export interface Media {
  /** What it is; `picture` also for the preview of a video. */
  readonly kind: 'picture' | 'voice' | 'video' | 'file';
  readonly url: string;
  /** In bytes, as the sender says; 0 when he does not. */
  readonly size: number;
  readonly mimeType: string;
  /** The file's name; `''` for all but files. */
  readonly name: string;
  /** Whether it is in the message that this one answers. */
  readonly quoted: boolean;
}

/** The files that a message refers to, those of forwarded and quoted messages included; none without a url. */
export const mediaOf = (source: MessageSource): readonly Media[] =>
  mediaIn(readMessage(source).content, false).filter(({ url }) => url !== '');

function mediaIn(content: MessageContent, quoted: boolean): Media[] {
  switch (content.type) {
    case 'picture':
      return [content.source, content.big, content.snapshot].map((each) => media('picture', each, quoted));
    case 'voice':
      return [media('voice', content, quoted)];
    case 'video':
      return [media('video', content, quoted), media('picture', content.snapshot, quoted)];
    case 'file':
      return [media('file', content, quoted)];
    case 'mention':
    case 'quote':
      return content.quoted ? mediaIn(content.quoted.content, true) : [];
    case 'merged':
      return content.messages.flatMap((each) => mediaIn(each.content, quoted));
    case 'oaNotification':
      return [content.picture, content.voice, content.video, content.file].flatMap((each) =>
        each ? mediaIn(each, quoted) : [],
      );
    default:
      return [];
  }
}

type MediaFields = PictureSize | VoiceContent | VideoContent | FileContent;

const media = (kind: Media['kind'], each: MediaFields, quoted: boolean): Media => ({
  kind,
  url: each.url,
  size: each.size,
  mimeType: each.mimeType,
  name: 'name' in each ? each.name : '',
  quoted,
});
