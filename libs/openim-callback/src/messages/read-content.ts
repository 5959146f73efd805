import { ContentType, EVERYONE, isNotification } from '../contract/constants.js';
import { isRecord } from '../contract/records.js';
import type {
  EmbeddedMessage,
  FileContent,
  MessageContent,
  PictureContent,
  PictureSize,
  TextEntity,
  VideoContent,
  VoiceContent,
} from './content.js';
import { LooseFields, parseObject } from './loose-fields.js';

/** How deep forwarded messages may hold forwarded ones; what is deeper is not read. */
export const MAX_NESTING = 64;

/** The element of an embedded message that holds the content of each type. */
export const ELEMENTS: ReadonlyMap<string, number> = new Map([
  ['textElem', ContentType.Text],
  ['pictureElem', ContentType.Picture],
  ['soundElem', ContentType.Voice],
  ['videoElem', ContentType.Video],
  ['fileElem', ContentType.File],
  ['atTextElem', ContentType.Mention],
  ['mergeElem', ContentType.Merged],
  ['cardElem', ContentType.Card],
  ['locationElem', ContentType.Location],
  ['customElem', ContentType.Custom],
  ['quoteElem', ContentType.Quote],
  ['faceElem', ContentType.Face],
  ['advancedTextElem', ContentType.RichText],
  ['markdownTextElem', ContentType.Markdown],
  ['notificationElem', ContentType.OANotification],
]);

/** Reads the content of a message, or of one inside another, by its type. Never throws. */
export function readContent(contentType: number, content: unknown, depth = 0): MessageContent {
  const fields = isRecord(content) ? content : parseObject(content);
  if (fields && depth < MAX_NESTING) return byType(contentType, new LooseFields(fields), depth);
  const text = typeof content === 'string' ? content : '';
  return ['', 'null'].includes(text.trim())
    ? { type: 'empty', contentType }
    : { type: 'unreadable', contentType, text };
}

function byType(contentType: number, read: LooseFields, depth: number): MessageContent {
  const fields = read.source;
  switch (contentType) {
    case ContentType.Text:
      return { type: 'text', contentType, fields, text: read.text('content') };
    case ContentType.Picture:
      return picture(contentType, read);
    case ContentType.Voice:
      return voice(contentType, read);
    case ContentType.Video:
      return video(contentType, read);
    case ContentType.File:
      return file(contentType, read);
    case ContentType.Mention: {
      const userIDs = read.texts('atUserList');
      return {
        type: 'mention',
        contentType,
        fields,
        text: read.text('text'),
        userIDs: userIDs.filter((userID) => userID !== EVERYONE),
        everyone: userIDs.includes(EVERYONE),
        users: read
          .objects('atUsersInfo')
          .map((user) => ({ userID: user.text('atUserID'), nickname: user.text('groupNickname') })),
        quoted: embedded(read.object('quoteMessage'), depth),
      };
    }
    case ContentType.Merged:
      return {
        type: 'merged',
        contentType,
        fields,
        title: read.text('title'),
        abstracts: read.texts('abstractList'),
        messages: read.objects('multiMessage').map((each) => embeddedMessage(each, depth)),
      };
    case ContentType.Card:
      return {
        type: 'card',
        contentType,
        fields,
        userID: read.text('userID'),
        nickname: read.text('nickname'),
        faceURL: read.text('faceURL'),
        ex: read.text('ex'),
      };
    case ContentType.Location:
      return {
        type: 'location',
        contentType,
        fields,
        description: read.text('description'),
        longitude: read.number('longitude'),
        latitude: read.number('latitude'),
      };
    case ContentType.Custom:
    case ContentType.CustomQuiet:
    case ContentType.CustomOnlineOnly:
      return {
        type: 'custom',
        contentType,
        fields,
        data: read.text('data'),
        description: read.text('description'),
        extension: read.text('extension'),
      };
    case ContentType.Quote: {
      const quoted = embedded(read.object('quoteMessage'), depth);
      return { type: 'quote', contentType, fields, text: read.text('text'), quoted };
    }
    case ContentType.Face:
      return { type: 'face', contentType, fields, index: read.number('index'), data: read.text('data') };
    case ContentType.RichText: {
      const entities = read.objects('messageEntityList').map(entity);
      return { type: 'richText', contentType, fields, text: read.text('text'), entities };
    }
    case ContentType.Markdown:
      return { type: 'markdown', contentType, fields, text: read.text('content') };
    case ContentType.OANotification:
      return oaNotification(contentType, detailOf(read));
    case ContentType.BusinessNotification: {
      const detail = detailOf(read);
      return {
        type: 'businessNotification',
        contentType,
        fields: detail.source,
        key: detail.text('key'),
        data: detail.text('data'),
      };
    }
    default:
      return isNotification(contentType)
        ? { type: 'notification', contentType, fields: detailOf(read).source }
        : { type: 'unknown', contentType, fields };
  }
}

/** Push callbacks have the detail itself; a client's message has it as a text in `detail`. */
function detailOf(read: LooseFields): LooseFields {
  const detail = parseObject(read.text('detail'));
  return detail ? new LooseFields(detail) : read;
}

const pictureSize = (read: LooseFields | undefined): PictureSize => ({
  uuid: read?.text('uuid') ?? '',
  mimeType: read?.text('type') ?? '',
  size: read?.number('size') ?? 0,
  width: read?.number('width') ?? 0,
  height: read?.number('height') ?? 0,
  url: read?.text('url') ?? '',
});

const picture = (contentType: number, read: LooseFields): PictureContent => ({
  type: 'picture',
  contentType,
  fields: read.source,
  source: pictureSize(read.object('sourcePicture')),
  big: pictureSize(read.object('bigPicture')),
  snapshot: pictureSize(read.object('snapshotPicture')),
});

const voice = (contentType: number, read: LooseFields): VoiceContent => ({
  type: 'voice',
  contentType,
  fields: read.source,
  uuid: read.text('uuid'),
  url: read.text('sourceUrl'),
  size: read.number('dataSize'),
  duration: read.number('duration'),
  mimeType: read.text('soundType'),
});

const video = (contentType: number, read: LooseFields): VideoContent => ({
  type: 'video',
  contentType,
  fields: read.source,
  uuid: read.text('videoUUID'),
  url: read.text('videoUrl'),
  size: read.number('videoSize'),
  duration: read.number('duration'),
  mimeType: read.text('videoType'),
  snapshot: {
    uuid: read.text('snapshotUUID'),
    mimeType: read.text('snapshotType'),
    size: read.number('snapshotSize'),
    width: read.number('snapshotWidth'),
    height: read.number('snapshotHeight'),
    url: read.text('snapshotUrl'),
  },
});

const file = (contentType: number, read: LooseFields): FileContent => ({
  type: 'file',
  contentType,
  fields: read.source,
  uuid: read.text('uuid'),
  url: read.text('sourceUrl'),
  name: read.text('fileName'),
  size: read.number('fileSize'),
  mimeType: read.text('fileType'),
});

const entity = (read: LooseFields): TextEntity => ({
  type: read.text('type'),
  offset: read.number('offset'),
  length: read.number('length'),
  url: read.text('url'),
  ex: read.text('ex'),
});

function oaNotification(contentType: number, read: LooseFields): MessageContent {
  const [pictureElem, soundElem] = [read.object('pictureElem'), read.object('soundElem')];
  const [videoElem, fileElem] = [read.object('videoElem'), read.object('fileElem')];
  return {
    type: 'oaNotification',
    contentType,
    fields: read.source,
    name: read.text('notificationName'),
    faceURL: read.text('notificationFaceURL'),
    notificationType: read.number('notificationType'),
    text: read.text('text'),
    url: read.text('url'),
    mixType: read.number('mixType'),
    picture: pictureElem && picture(ContentType.Picture, pictureElem),
    voice: soundElem && voice(ContentType.Voice, soundElem),
    video: videoElem && video(ContentType.Video, videoElem),
    file: fileElem && file(ContentType.File, fileElem),
    ex: read.text('ex'),
  };
}

const embedded = (read: LooseFields | undefined, depth: number): EmbeddedMessage | undefined =>
  read && embeddedMessage(read, depth);

const embeddedMessage = (read: LooseFields, depth: number): EmbeddedMessage => ({
  clientMsgID: read.text('clientMsgID'),
  serverMsgID: read.text('serverMsgID'),
  sendID: read.text('sendID'),
  senderNickname: read.text('senderNickname'),
  recvID: read.text('recvID'),
  groupID: read.text('groupID'),
  sessionType: read.number('sessionType'),
  contentType: read.number('contentType'),
  sendTime: read.number('sendTime'),
  createTime: read.number('createTime'),
  seq: read.number('seq'),
  content: embeddedContent(read, depth + 1),
  fields: read.source,
});

/** The element of its type; else its `content`; else the one element that it has, whatever its type says. */
function embeddedContent(read: LooseFields, depth: number): MessageContent {
  const contentType = read.number('contentType');
  const elements = [...ELEMENTS].flatMap(([name, type]) => {
    const element = read.object(name);
    return element ? [{ type, element }] : [];
  });
  const own = elements.find(({ type }) => type === contentType)?.element;
  if (own) return readContent(contentType, own.source, depth);
  const content = read.text('content');
  const [other] = elements;
  if (content === '' && other) return readContent(other.type, other.element.source, depth);
  return readContent(contentType, content, depth);
}
