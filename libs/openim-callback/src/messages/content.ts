/** What a message says, told apart by `type`. */
export type MessageContent =
  | TextContent
  | PictureContent
  | VoiceContent
  | VideoContent
  | FileContent
  | MentionContent
  | MergedContent
  | CardContent
  | LocationContent
  | CustomContent
  | QuoteContent
  | FaceContent
  | RichTextContent
  | MarkdownContent
  | OANotificationContent
  | BusinessNotificationContent
  | NotificationContent
  | EmptyContent
  | UnreadableContent
  | EncryptedContent
  | UnknownContent;

interface Content<T extends string> {
  readonly type: T;
  /** The `contentType` that came with it. */
  readonly contentType: number;
}

interface ReadContent<T extends string> extends Content<T> {
  /** The object that the JSON text holds, as it came: for fields that have no name here. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** 101: a plain text. */
export interface TextContent extends ReadContent<'text'> {
  readonly text: string;
}

/** One of the sizes of a picture. */
export interface PictureSize {
  readonly uuid: string;
  /** A MIME type, such as `image/png`. */
  readonly mimeType: string;
  /** In bytes. */
  readonly size: number;
  /** In pixels. */
  readonly width: number;
  /** In pixels. */
  readonly height: number;
  readonly url: string;
}

/** 102: a picture. The SDK's `snapshot` has width, height and url only. */
export interface PictureContent extends ReadContent<'picture'> {
  readonly source: PictureSize;
  readonly big: PictureSize;
  readonly snapshot: PictureSize;
}

/** 103: a voice message. */
export interface VoiceContent extends ReadContent<'voice'> {
  readonly uuid: string;
  readonly url: string;
  /** In bytes. */
  readonly size: number;
  /** In seconds by the docs' examples; the sending client decides. */
  readonly duration: number;
  readonly mimeType: string;
}

/** 104: a video. */
export interface VideoContent extends ReadContent<'video'> {
  readonly uuid: string;
  readonly url: string;
  /** In bytes. */
  readonly size: number;
  /** In seconds by the docs' examples; the sending client decides. */
  readonly duration: number;
  readonly mimeType: string;
  readonly snapshot: PictureSize;
}

/** 105: a file. */
export interface FileContent extends ReadContent<'file'> {
  readonly uuid: string;
  readonly url: string;
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  readonly mimeType: string;
}

/** A user that a text mentions. */
export interface MentionedUser {
  readonly userID: string;
  /** The name in the group. */
  readonly nickname: string;
}

/** 106: a text that mentions users. */
export interface MentionContent extends ReadContent<'mention'> {
  readonly text: string;
  /** Without `AtAllTag`, for which `everyone` stands. */
  readonly userIDs: readonly string[];
  readonly everyone: boolean;
  readonly users: readonly MentionedUser[];
  /** The message that it answers, if any. */
  readonly quoted: EmbeddedMessage | undefined;
}

/** 107: forwarded messages in one. REST refuses it; the SDK sends it. */
export interface MergedContent extends ReadContent<'merged'> {
  readonly title: string;
  /** A line for each of the first messages, as the client shows them. */
  readonly abstracts: readonly string[];
  readonly messages: readonly EmbeddedMessage[];
}

/** 108: a user's card. */
export interface CardContent extends ReadContent<'card'> {
  readonly userID: string;
  readonly nickname: string;
  readonly faceURL: string;
  readonly ex: string;
}

/** 109: a place. */
export interface LocationContent extends ReadContent<'location'> {
  readonly description: string;
  readonly longitude: number;
  readonly latitude: number;
}

/** 110, and 119 and 120 of v3.0: what the application makes of it. */
export interface CustomContent extends ReadContent<'custom'> {
  readonly data: string;
  readonly description: string;
  readonly extension: string;
}

/** 114: a text that answers an earlier message. */
export interface QuoteContent extends ReadContent<'quote'> {
  readonly text: string;
  readonly quoted: EmbeddedMessage | undefined;
}

/** 115: a sticker, by its number or by its data. */
export interface FaceContent extends ReadContent<'face'> {
  readonly index: number;
  readonly data: string;
}

/** A part of a rich text: a link, a mention, a style. */
export interface TextEntity {
  readonly type: string;
  /** In UTF-16 units from the beginning of the text. */
  readonly offset: number;
  readonly length: number;
  readonly url: string;
  readonly ex: string;
}

/** 117: a text with links and styles. */
export interface RichTextContent extends ReadContent<'richText'> {
  readonly text: string;
  readonly entities: readonly TextEntity[];
}

/** 118: a text in Markdown. `send_simple_msg` writes nothing else. */
export interface MarkdownContent extends ReadContent<'markdown'> {
  readonly text: string;
}

/** 1400: a message of a notification account. */
export interface OANotificationContent extends ReadContent<'oaNotification'> {
  /** The account's name. */
  readonly name: string;
  readonly faceURL: string;
  /** A number of the application's own. */
  readonly notificationType: number;
  readonly text: string;
  /** What opens when it is clicked. */
  readonly url: string;
  /** 0 text only, 1 with a picture, 2 with a video, 3 with a file, 4 and 5 as the application has it. */
  readonly mixType: number;
  readonly picture: PictureContent | undefined;
  readonly voice: VoiceContent | undefined;
  readonly video: VideoContent | undefined;
  readonly file: FileContent | undefined;
  readonly ex: string;
}

/** 2001: data for the application. */
export interface BusinessNotificationContent extends ReadContent<'businessNotification'> {
  readonly key: string;
  readonly data: string;
}

/** 1000 to 5000, all but 1400 and 2001: what `fields` has depends on the content type. */
export type NotificationContent = ReadContent<'notification'>;

/** Nothing: `''`, as up to v3.8.3 for notifications, or `null`, as of a message without its element. */
export type EmptyContent = Content<'empty'>;

/** No JSON object. Clients on a raw WebSocket can send any bytes. */
export interface UnreadableContent extends Content<'unreadable'> {
  /** What came instead. */
  readonly text: string;
}

/** No JSON object, in a message of the Enterprise edition that names the key it is encrypted with. */
export interface EncryptedContent extends Content<'encrypted'> {
  readonly keyVersion: number;
  /** What came instead: perhaps a ciphertext. */
  readonly text: string;
}

/** Of a type that has no name here. */
export type UnknownContent = ReadContent<'unknown'>;

/** A message inside another: quoted or forwarded. */
export interface EmbeddedMessage {
  readonly clientMsgID: string;
  readonly serverMsgID: string;
  readonly sendID: string;
  readonly senderNickname: string;
  readonly recvID: string;
  readonly groupID: string;
  readonly sessionType: number;
  readonly contentType: number;
  /** In unix ms. */
  readonly sendTime: number;
  /** In unix ms. */
  readonly createTime: number;
  readonly seq: number;
  readonly content: MessageContent;
  /** The object as it came: for fields that have no name here. */
  readonly fields: Readonly<Record<string, unknown>>;
}
