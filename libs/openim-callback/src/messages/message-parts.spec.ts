import { jest } from '@jest/globals';
import { messageContents } from '../../../../test/support/message-contents.js';
import { recorded } from '../../../../test/support/recorded.js';
import { SendSingleMsgEvent } from '../contract/message/message.events.js';
import { readEvent } from '../contract/read-event.js';
import type { MessageContent } from './content.js';
import { contentOf, mediaOf, mentionsOf, quotedOf } from './message-parts.js';
import { textsOf } from './message-texts.js';

/** A message with this content. */
const message = (contentType: number, content = messageContents[contentType] ?? '') => ({
  contentType,
  content,
});

/** What is read, without what came. */
const fieldsOf = (content: MessageContent): object =>
  Object.fromEntries(Object.entries(content).filter(([name]) => name !== 'fields'));

const picture = { uuid: '', mimeType: '', size: 0, width: 0, height: 0, url: '' };

const quoted = {
  clientMsgID: 'c0',
  serverMsgID: '',
  sendID: 'u2',
  senderNickname: '',
  recvID: 'u1',
  groupID: '',
  sessionType: 1,
  contentType: 101,
  sendTime: 2,
  createTime: 1,
  seq: 7,
};

describe('contentOf', () => {
  it.each([
    [101, { type: 'text', text: 'hi <b>&</b> 你好' }],
    [
      102,
      {
        type: 'picture',
        source: {
          uuid: 'p1',
          mimeType: 'image/png',
          size: 12345,
          width: 800,
          height: 600,
          url: 'https://f/p.png',
        },
        big: {
          uuid: 'p1',
          mimeType: 'image/png',
          size: 12345,
          width: 800,
          height: 600,
          url: 'https://f/p.png',
        },
        snapshot: { ...picture, width: 640, height: 640, url: 'https://f/p.png?w=640' },
      },
    ],
    [
      103,
      {
        type: 'voice',
        uuid: 'v1',
        url: 'https://f/v.m4a',
        size: 4096,
        duration: 12,
        mimeType: 'audio/mp4',
      },
    ],
    [
      104,
      {
        type: 'video',
        uuid: 'c1',
        url: 'https://f/c.mp4',
        size: 1048576,
        duration: 30,
        mimeType: 'video/mp4',
        snapshot: {
          uuid: 'c2',
          mimeType: 'image/jpeg',
          size: 2048,
          width: 320,
          height: 180,
          url: 'https://f/c.jpg',
        },
      },
    ],
    [
      105,
      {
        type: 'file',
        uuid: 'f1',
        url: 'https://f/r.pdf',
        name: 'report.pdf',
        size: 99,
        mimeType: 'application/pdf',
      },
    ],
    [108, { type: 'card', userID: 'u3', nickname: 'Carol', faceURL: 'https://f/u3.png', ex: 'x' }],
    [109, { type: 'location', description: 'Harbour', longitude: 8.68, latitude: 50.11 }],
    [110, { type: 'custom', data: '{"order":1}', description: 'An order', extension: 'e' }],
    [115, { type: 'face', index: 3, data: 'smile' }],
    [
      117,
      {
        type: 'richText',
        text: 'see here',
        entities: [{ type: 'url', offset: 4, length: 4, url: 'https://e', ex: '' }],
      },
    ],
    [118, { type: 'markdown', text: '**bold** [link](https://e)' }],
    [2001, { type: 'businessNotification', key: 'order', data: '{"id":1}' }],
    [1501, { type: 'notification' }],
    [2200, { type: 'notification' }],
  ])('reads every field of %i', (contentType, expected) => {
    expect(fieldsOf(contentOf(message(contentType)))).toEqual({ contentType, ...expected });
  });

  it('reads a mention and the message that it answers', () => {
    expect(contentOf(message(106))).toMatchObject({
      type: 'mention',
      text: '@u2 look',
      userIDs: ['u2'],
      everyone: true,
      users: [{ userID: 'u2', nickname: 'Bob' }],
      quoted: {
        ...quoted,
        serverMsgID: 's0',
        senderNickname: 'Bob',
        recvID: '',
        groupID: 'g1',
        sessionType: 3,
        content: { type: 'text', contentType: 101, text: 'before' },
      },
    });
  });

  it('reads a quote', () => {
    const content = { type: 'text', contentType: 101, text: 'let us go' };
    expect(contentOf(message(114))).toMatchObject({
      type: 'quote',
      text: 'I agree',
      quoted: { ...quoted, content },
    });
    expect(contentOf(message(114, '{"text":"t"}'))).toMatchObject({ text: 't', quoted: undefined });
  });

  it('reads forwarded messages', () => {
    expect(contentOf(message(107))).toMatchObject({
      type: 'merged',
      title: 'Chat of Alice',
      abstracts: ['Alice: one', 'Bob: [Picture]'],
      messages: [
        { sendID: 'u1', content: { type: 'text', text: 'one' } },
        { sendID: 'u2', content: { type: 'picture', source: { url: 'https://f/q.png', size: 5 } } },
      ],
    });
  });

  it.each([
    ['as a client sends it', messageContents[1400] ?? ''],
    ['as push callbacks have it', String(JSON.parse(messageContents[1400] ?? '').detail)],
  ])('reads a message of a notification account %s', (_, content) => {
    expect(fieldsOf(contentOf(message(1400, content)))).toMatchObject({
      type: 'oaNotification',
      name: 'News',
      faceURL: 'https://f/n.png',
      notificationType: 1,
      text: 'Read this',
      url: 'https://e/1',
      mixType: 1,
      picture: { type: 'picture', source: { url: 'https://f/o.png', size: 6 } },
      voice: undefined,
      video: undefined,
      file: undefined,
      ex: '',
    });
  });

  it('reads the element of an embedded message, else its content', () => {
    const embedded = (quoteMessage: object): unknown =>
      quotedOf(message(114, JSON.stringify({ text: 't', quoteMessage })))?.content;

    expect(embedded({ contentType: 101, content: '{"content":"a"}' })).toMatchObject({ text: 'a' });
    expect(
      embedded({ contentType: 101, content: '{"content":"a"}', textElem: { content: 'b' } }),
    ).toMatchObject({ text: 'b' });
    expect(embedded({ contentType: 999, textElem: { content: 'b' } })).toMatchObject({ type: 'text' });
    expect(embedded({ contentType: 101 })).toEqual({ type: 'empty', contentType: 101 });
  });

  it('keeps what it has no name for', () => {
    expect(contentOf(message(101, '{"content":"a","more":1}'))).toHaveProperty('fields.more', 1);
    expect(contentOf(message(2200))).toMatchObject({ fields: { hasReadSeq: 3 } });
  });

  it.each([
    [103, '{"SourceURL":"u","DURATION":"5","dataSize":true}', { url: 'u', duration: 5, size: 1 }],
    [101, '{"content":7}', { text: '7' }],
    [101, '{"content":{"a":1}}', { text: '' }],
    [101, '{"content":"nice","CONTENT":"spam"}', { text: 'spam' }],
    [101, '{"content":"spam","Content":null}', { text: 'spam' }],
    [103, '{"\\u017FourceUrl":"u"}', { url: 'u' }],
    [106, '{"text":"t","ATUSERLIST":"u2"}', { userIDs: ['u2'] }],
    [106, '{"text":"t","atUserList":null,"atUsersInfo":[null,1]}', { userIDs: [], users: [] }],
    [109, '{"longitude":"8.5","latitude":"north"}', { longitude: 8.5, latitude: 0 }],
    [115, '{"index":"3"}', { index: 3 }],
  ])('reads %i with odd types and letter cases: %s', (contentType, content, expected) => {
    expect(contentOf(message(contentType, content))).toMatchObject(expected);
  });

  it.each([
    ['', { type: 'empty' }],
    [' null ', { type: 'empty' }],
    ['hello', { type: 'unreadable', text: 'hello' }],
    ['[1]', { type: 'unreadable', text: '[1]' }],
    ['"text"', { type: 'unreadable', text: '"text"' }],
    ['{"content":', { type: 'unreadable', text: '{"content":' }],
  ])('tells apart what is nothing and what cannot be read: %j', (content, expected) => {
    expect(contentOf(message(101, content))).toEqual({ contentType: 101, ...expected });
  });

  it('tells a type that it does not know', () => {
    expect(contentOf(message(143, '{"a":1}'))).toEqual({
      type: 'unknown',
      contentType: 143,
      fields: { a: 1 },
    });
  });

  it('takes what it cannot read for encrypted where a key is named', () => {
    const encrypted = { ...message(101, 'q83vEg=='), keyVersion: 2 };
    expect(contentOf(encrypted)).toEqual({
      type: 'encrypted',
      contentType: 101,
      keyVersion: 2,
      text: 'q83vEg==',
    });
    expect(contentOf({ ...encrypted, keyVersion: 0 }).type).toBe('unreadable');
    expect(contentOf({ ...encrypted, content: '{"content":"plain"}' }).type).toBe('text');
  });

  it('reads events, bodies and the bytes of dead letters', () => {
    const body = { callbackCommand: 'callbackAfterSendSingleMsgCommand', sendID: 'u1', ...message(101) };
    const raw = Buffer.from(`${JSON.stringify(body)}\n`);
    const expected = { type: 'text', text: 'hi <b>&</b> 你好' };

    expect(contentOf(readEvent(SendSingleMsgEvent, body))).toMatchObject(expected);
    expect(contentOf(body)).toMatchObject(expected);
    expect(contentOf({ raw })).toMatchObject(expected);
    expect(contentOf({ raw: new Uint8Array(raw) })).toMatchObject(expected);
    expect(contentOf({ raw: Buffer.from('no json') })).toEqual({ type: 'empty', contentType: 0 });
  });

  it('parses a content once for each event, and again when it is another', () => {
    const event = readEvent(SendSingleMsgEvent, message(101, '{"content":"once"}'));
    const parse = jest.spyOn(JSON, 'parse');
    try {
      const first = contentOf(event);
      expect(contentOf(event)).toBe(first);
      expect(mentionsOf(event).userIDs).toEqual([]);
      expect(mediaOf(event)).toEqual([]);
      expect(parse.mock.calls.filter(([text]) => text === event.content)).toHaveLength(1);

      event.content = '{"content":"again"}';
      expect(contentOf(event)).toMatchObject({ text: 'again' });
    } finally {
      parse.mockRestore();
    }
  });
});

describe('mentionsOf', () => {
  it('takes the content and the list of the callback together', () => {
    expect(mentionsOf({ ...message(106), atUserIDList: ['u2', 'u3'] })).toEqual({
      userIDs: ['u2', 'u3'],
      everyone: true,
    });
    expect(mentionsOf({ ...message(114), atUserIDList: ['AtAllTag'] })).toEqual({
      userIDs: [],
      everyone: true,
    });
    expect(mentionsOf(message(101))).toEqual({ userIDs: [], everyone: false });
  });
});

describe('quotedOf', () => {
  it('gives the message that a quote or a mention answers', () => {
    expect(quotedOf(message(114))?.sendID).toBe('u2');
    expect(quotedOf(message(106))?.content).toMatchObject({ text: 'before' });
    expect(quotedOf(message(101))).toBeUndefined();
  });
});

describe('mediaOf', () => {
  it.each([
    [
      102,
      ['picture https://f/p.png 12345', 'picture https://f/p.png 12345', 'picture https://f/p.png?w=640 0'],
    ],
    [103, ['voice https://f/v.m4a 4096']],
    [104, ['video https://f/c.mp4 1048576', 'picture https://f/c.jpg 2048']],
    [105, ['file https://f/r.pdf 99']],
    [107, ['picture https://f/q.png 5']],
    [1400, ['picture https://f/o.png 6']],
    [101, []],
  ])('lists the files of %i', (contentType, expected) => {
    const media = mediaOf(message(contentType));
    expect(media.map(({ kind, url, size }) => `${kind} ${url} ${size}`)).toEqual(expected);
    expect(media.filter((each) => each.quoted)).toEqual([]);
  });

  it('says which of them are quoted, and what they are called', () => {
    const quoteMessage = { contentType: 105, fileElem: { sourceUrl: 'https://f/x', fileName: 'x.zip' } };
    expect(mediaOf(message(114, JSON.stringify({ text: 't', quoteMessage })))).toEqual([
      { kind: 'file', url: 'https://f/x', size: 0, mimeType: '', name: 'x.zip', quoted: true },
    ]);
  });
});

describe('the messages that a running OpenIM sent', () => {
  const text = (said: string) => ({ type: 'text', contentType: 101, text: said });
  const notification = (contentType: number, keys: string) => ({ type: 'notification', contentType, keys });
  const bodies = new Map(recorded.map(({ command, body }) => [command, body]));
  const hello = text('ws hello <&> 你好');

  it.each([
    ['callbackBeforeSendSingleMsgCommand', hello],
    ['callbackAfterSendSingleMsgCommand', hello],
    ['callbackBeforeMsgModifyCommand', hello],
    ['callbackAfterMsgSaveDBCommand', hello],
    ['callbackBeforeSendGroupMsgCommand', text('group hi')],
    ['callbackAfterSendGroupMsgCommand', text('group hi')],
    ['callbackBeforeOnlinePushCommand', notification(1303, 'userID')],
    ['callbackBeforeOfflinePushCommand', notification(1203, 'fromToUserID request')],
    [
      'callbackBeforeGroupOnlinePushCommand',
      notification(
        1501,
        'group opUser memberList operationTime groupOwnerUser groupMemberVersion groupMemberVersionID',
      ),
    ],
  ])('%s', (command, expected) => {
    const raw = Buffer.from(bodies.get(command) ?? '');
    const content = contentOf({ raw });
    const keys = content.type === 'notification' ? { keys: Object.keys(content.fields).join(' ') } : {};

    expect({ ...fieldsOf(content), ...keys }).toEqual(expected);
    expect(textsOf({ raw }).own).toEqual('text' in expected ? [expected.text] : []);
  });

  it('are all that have a content', () => {
    const withContent = recorded.filter(({ body }) => 'content' in JSON.parse(body));
    expect(withContent).toHaveLength(9);
  });
});
