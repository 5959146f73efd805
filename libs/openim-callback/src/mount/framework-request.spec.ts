import { BodyMemory } from './body-reader.js';
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { nodeRequest, nodeResponse, parsedBody, type FrameworkRequest } from './framework-request.js';

const request = (): IncomingMessage => new IncomingMessage(new Socket());

/** A request whose body was not read by anybody. */
function unread(text: string, headers: Record<string, string> = {}): IncomingMessage {
  const message = Object.assign(request(), { headers });
  message.push(text);
  message.push(null);
  return message;
}

describe("the framework's objects", () => {
  it("are Node's own in Express", () => {
    const express = request();
    expect(nodeRequest(express)).toBe(express);
    const response = new ServerResponse(express);
    expect(nodeResponse(response)).toBe(response);
  });

  it("hold Node's own in Fastify, which is told to write nothing", () => {
    const raw = request();
    expect(nodeRequest({ raw })).toBe(raw);
    let hijacked = 0;
    const response = new ServerResponse(raw);
    expect(nodeResponse({ raw: response, hijack: () => hijacked++ })).toBe(response);
    expect(hijacked).toBe(1);
  });
});

describe('a body that somebody else has read', () => {
  const bodyOf = async (given: Partial<FrameworkRequest>, limit = 100): Promise<string> =>
    (await parsedBody(Object.assign(request(), given), new BodyMemory(limit, Infinity))).toString();

  it.each([
    ['bytes kept beside the parsed body', { rawBody: Buffer.from('raw'), body: { a: 1 } }, 'raw'],
    ['bytes', { body: Buffer.from('bytes') }, 'bytes'],
    ['text', { body: '{"a":1}' }, '{"a":1}'],
    ['an empty text', { body: '' }, ''],
    ['an object', { body: { a: [1, null] } }, '{"a":[1,null]}'],
    ['a list', { body: [1] }, '[1]'],
    ['false', { body: false }, 'false'],
  ])('is found as %s', async (_what, given, text) => {
    expect(await bodyOf(given)).toBe(text);
  });

  it.each([undefined, null])('is read if it was not (%s)', async (body) => {
    expect(
      (
        await parsedBody(Object.assign(unread('{"a":1}'), { body }), new BodyMemory(100, Infinity))
      ).toString(),
    ).toBe('{"a":1}');
    expect(
      (await parsedBody({ raw: unread('{"a":1}'), body }, new BodyMemory(100, Infinity))).toString(),
    ).toBe('{"a":1}');
  });

  it.each([
    ['too large', unread('x'.repeat(101))],
    ['in an unknown encoding', unread('x', { 'content-encoding': 'nonsense' })],
  ])('is empty when it is %s', async (_what, message) => {
    expect((await parsedBody(message, new BodyMemory(100, Infinity))).toString()).toBe('');
  });
});
