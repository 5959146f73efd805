import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module.js';

const READ = 'callbackAfterSingleMsgReadCommand';

describe('the read receipts app', () => {
  let app: INestApplication;
  let url: string;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'read-receipts-'));
    process.env['DATA_DIR'] = folder;
    app = await NestFactory.create(AppModule, { logger: ['error'] });
    await app.listen(0, '127.0.0.1');
    url = await app.getUrl();
  });

  afterAll(async () => {
    await app.close();
    delete process.env['DATA_DIR'];
    await rm(folder, { recursive: true });
  });

  const callback = (body: { callbackCommand: string } & Record<string, unknown>): Promise<Response> =>
    fetch(`${url}/callbackExample/${body.callbackCommand}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json; charset=utf-8', Operationid: 'op-1' },
      body: `${JSON.stringify(body)}\n`,
    });
  const json = async (path: string): Promise<unknown> => (await fetch(url + path)).json();

  /** What the stream has sent so far, read until it holds a text. */
  async function open(): Promise<{ until: (text: string) => Promise<string>; close: () => Promise<void> }> {
    const { body, headers } = await fetch(`${url}/read-receipts/events`);
    expect(headers.get('content-type')).toBe('text/event-stream');
    if (!body) throw new Error('the stream has no body');
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    let received = '';
    return {
      async until(text) {
        while (!received.includes(text)) {
          const { done, value } = await reader.read();
          if (done) throw new Error(`the stream ended without ${text}: ${received}`);
          received += value;
        }
        return received;
      },
      close: () => reader.cancel(),
    };
  }

  it('tells probes and monitoring how it is', async () => {
    expect(await json('/health/live')).toEqual({ status: 'up' });
    expect(await json('/health/ready')).toEqual({ status: 'up' });
    expect(await json('/health')).toMatchObject({ status: 'up' });
  });

  it.each([
    ['what OpenIM sends', 'si_a_b', { Seqs: [3, 7, 5] }, 7],
    ['the spelling of the docs', 'si_u1_u2:0', { seqs: [20, 35] }, 35],
    ['a chat marked as a whole', 'si_c_d', { Seqs: null }, 0],
    ['an id that must be escaped', 'si_a/b_%3Cimg%3E ?', { Seqs: [1] }, 1],
  ])('follows %s', async (_, conversationID, seqs, seq) => {
    const stream = await open();
    const answer = await callback({
      callbackCommand: READ,
      conversationID,
      userID: 'user123',
      contentType: 1,
      ...seqs,
    });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ actionCode: 0, errCode: 0, errMsg: '', errDlt: '', nextCode: 0 });

    await stream.until(JSON.stringify(conversationID));
    await stream.close();
    expect(await json(`/read-receipts/${encodeURIComponent(conversationID)}`)).toEqual({
      conversationID,
      readers: [{ userID: 'user123', seq, readAt: expect.stringMatching(/^\d{4}-.*Z$/) }],
    });
  });

  it('knows no readers of a conversation that nobody has read', async () => {
    expect(await json('/read-receipts/sg_unknown')).toEqual({ conversationID: 'sg_unknown', readers: [] });
  });

  it('streams a snapshot, then changes, to every client', async () => {
    const first = await open();
    expect(await first.until('\n\n')).toMatch(/^\nevent: snapshot\nid: 1\nretry: 2000\ndata: \[.*\]\n\n$/);

    await callback({
      callbackCommand: READ,
      conversationID: 'sg_live',
      userID: 'u9',
      Seqs: [1],
      contentType: 3,
    });
    const received = await first.until('"u9","seq":1');
    expect(received).toContain(
      'event: read\nid: 2\ndata: {"conversationID":"sg_live","reader":{"userID":"u9"',
    );

    const second = await open();
    expect(await second.until('\n\n')).toContain(
      '{"conversationID":"sg_live","readers":[{"userID":"u9","seq":1',
    );
    await callback({
      callbackCommand: READ,
      conversationID: 'sg_live',
      userID: 'u9',
      Seqs: [2],
      contentType: 3,
    });
    await Promise.all([first.until('"u9","seq":2'), second.until('"u9","seq":2')]);
    expect(await json('/read-receipts')).toHaveProperty('[0].conversationID', 'sg_live');
    await Promise.all([first.close(), second.close()]);
  });

  describe('the word filter', () => {
    const allowed = '{"actionCode":0,"errCode":0,"errMsg":"","errDlt":"","nextCode":0}';
    const refused =
      '{"actionCode":0,"errCode":20001,"errMsg":"the message contains a blocked word","errDlt":"","nextCode":1}';

    it.each([
      ['callbackBeforeSendSingleMsgCommand', 101, { content: 'cheap SPAM here' }, refused],
      ['callbackBeforeSendGroupMsgCommand', 106, { text: '@u1 spam', atUserList: ['u1'] }, refused],
      ['callbackBeforeSendGroupMsgCommand', 101, { content: '这是垃圾广告' }, refused],
      ['callbackBeforeSendSingleMsgCommand', 101, { content: 'hello' }, allowed],
      ['callbackBeforeSendSingleMsgCommand', 102, { sourcePath: '/spam' }, allowed],
      ['callbackBeforeMsgModifyCommand', 101, { content: 'hello' }, allowed],
      ['callbackBeforeMsgModifyCommand', 110, { data: 'damn' }, allowed],
    ])('answers %s of type %i with %j: %s', async (callbackCommand, contentType, element, answer) => {
      const content = JSON.stringify(element);
      const response = await callback({ callbackCommand, sendID: 'u1', recvID: 'u2', contentType, content });
      expect(await response.text()).toBe(answer);
    });

    it('answers beforeMsgModify with masked content', async () => {
      const content = '{"text":"damn it, @u1","atUserList":["u1"]}';
      const callbackCommand = 'callbackBeforeMsgModifyCommand';
      const response = await callback({ callbackCommand, sendID: 'u1', contentType: 106, content });
      expect(await response.json()).toMatchObject({
        nextCode: 0,
        content: '{"text":"**** it, @u1","atUserList":["u1"]}',
      });
    });
  });

  it.each([
    ['/', 'text/html; charset=utf-8', '<title>Read receipts</title>'],
    ['/live-page.css', 'text/css; charset=utf-8', '--read'],
    ['/board.css', 'text/css; charset=utf-8', '.ticks'],
    ['/live-page.js', 'text/javascript; charset=utf-8', 'EventSource'],
    ['/board.js', 'text/javascript; charset=utf-8', 'class Board'],
    ['/ticks.svg', 'image/svg+xml', '<svg'],
  ])('serves %s under a policy that runs nothing else', async (path, type, part) => {
    const response = await fetch(url + path);
    expect(response.headers.get('content-type')).toContain(type);
    expect(response.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; script-src 'self';/,
    );
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await response.text()).toContain(part);
  });

  it('closes while a stream is open', async () => {
    const other = await NestFactory.create(AppModule, { logger: ['error'] });
    await other.listen(0, '127.0.0.1');
    const response = await fetch(`${await other.getUrl()}/read-receipts/events`);
    await other.close();
    expect(await response.text()).toContain('event: snapshot');
  });
});
