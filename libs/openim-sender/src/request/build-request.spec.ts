import { UnknownCommandError, wireCommands } from '../commands/wire-commands.js';
import { exampleBody } from '../examples/example-body.js';
import { marshal } from '../json/marshal.js';
import { buildRequest } from './build-request.js';
import { BadRequestOptionsError } from './go-url.js';

const url = 'http://127.0.0.1:3000/cb';

function header(name: string, options: Parameters<typeof buildRequest>[0]): string | undefined {
  return buildRequest(options).headers.find(([found]) => found === name)?.[1];
}

describe('buildRequest', () => {
  it.each([
    ['http://h/cb', '/cb/callbackX'],
    ['http://h/cb/', '/cb//callbackX'],
    ['http://h', '/callbackX'],
    ['http://h/', '//callbackX'],
    ['http://h/cb?token=abc', '/cb?token=abc/callbackX'],
    ['http://user:p%40ss@h/cb', '/cb/callbackX'],
    ['http://h/cb#x', '/cb'],
  ])('url %s: %s arrives', (configured, target) => {
    const request = buildRequest({ url: configured, command: 'callbackX', body: {} });
    expect(request.target).toBe(target);
    expect(request.url).toBe(`${configured}/callbackX`);
  });

  it.each([
    ['http://h/cb?token=abc', /^\/cb\?key=[^&]+&token=abc%2FcallbackAfterSendSingleMsgCommand$/],
    ['http://h/cb#x', /^\/cb\?key=[^&]+$/],
    ['http://h/cb/', /^\/cb\/\/callbackAfterSendSingleMsgCommand\?key=[^&]+$/],
  ])('url %s with key: %s arrives', (configured, target) => {
    expect(buildRequest({ url: configured, command: 'afterSendSingleMsg' }).target).toMatch(target);
  });

  it.each([' http://h/cb', 'h/cb', '127.0.0.1:3000/cb', ''])('url %j is unusable', (configured) => {
    for (const command of ['afterSingleMsgRead', 'afterSendSingleMsg']) {
      expect(() => buildRequest({ url: configured, command })).toThrow(BadRequestOptionsError);
    }
  });

  it('sends user and password as Basic authentication', () => {
    expect(header('Authorization', { url: 'http://user:p%40ss@h/cb', command: 'afterQuitGroup' })).toBe(
      'Basic dXNlcjpwQHNz',
    );
  });

  it('writes the example body of every command as Go does', () => {
    for (const { command, key } of wireCommands) {
      const request = buildRequest({ url, command: key });
      expect(request.method).toBe('POST');
      expect(request.url).toContain(`/cb/${command}`);
      expect(request.body.toString()).toBe(marshal(exampleBody(command)));
      expect(request.headers).toContainEqual(['Content-Length', String(request.body.length)]);
    }
  });

  it('writes an object, and sends text and bytes as they are', () => {
    const body = (given: Record<string, unknown> | string | Buffer): string =>
      buildRequest({ url, command: 'afterQuitGroup', body: given }).body.toString('latin1');
    expect(body({ a: '<' })).toBe('{"a":"\\u003c"}\n');
    expect(body('{ "a": "<" }')).toBe('{ "a": "<" }');
    expect(body(Buffer.from([0x7b, 0xff]))).toBe('{\u00ff');
    expect(body('')).toBe('');
  });

  it.each([
    [{ operationID: 'given' }, 'given'],
    [{ operationID: '' }, ''],
    [{ body: { operationID: 'from-body' } }, 'from-body'],
    [{ body: '{"operationID":"from-text"}' }, 'from-text'],
    [{ body: { operationID: '' } }, '1751440000000'],
    [{ body: { operationID: 5 } }, '1751440000000'],
    [{}, '1751440000000'],
  ])('operation id of %j is %j', (options, value) => {
    expect(header('Operationid', { url, command: 'afterQuitGroup', ...options })).toBe(value);
  });

  it('refuses an operation id that cannot be a header', () => {
    expect(() => buildRequest({ url, command: 'afterQuitGroup', operationID: 'a\nb' })).toThrow(
      BadRequestOptionsError,
    );
  });

  it('adds the key of the message to the three commands that have one', () => {
    const withKey = wireCommands.filter(({ command }) =>
      buildRequest({ url, command }).url.includes('?key='),
    );
    expect(withKey.map(({ key }) => key)).toEqual([
      'afterSendSingleMsg',
      'afterSendGroupMsg',
      'afterMsgSaveDB',
    ]);
    expect(buildRequest({ url, command: 'afterMsgSaveDB' }).url).toBe(
      `${url}/callbackAfterMsgSaveDBCommand?key=eyJzZW5kSUQiOiJ1MSIsInJlY3ZJRCI6InUyIiwiZ3JvdXBJRCI6IiJ9`,
    );
  });

  it('takes the key from a body given as text, and as empty from an unreadable one', () => {
    const keyOf = (body: string): unknown => {
      const request = buildRequest({ url, command: 'afterSendGroupMsg', body });
      const key = new URL(request.url).searchParams.get('key') ?? '';
      return JSON.parse(Buffer.from(key, 'base64').toString());
    };
    expect(keyOf('{"sendID":"a","groupID":"g","recvID":1}')).toEqual({
      sendID: 'a',
      recvID: '',
      groupID: 'g',
    });
    expect(keyOf('{')).toEqual({ sendID: '', recvID: '', groupID: '' });
  });

  it('leaves the key out on null, as releases do, and adds it where told', () => {
    expect(buildRequest({ url, command: 'afterMsgSaveDB', query: null }).target).toBe(
      '/cb/callbackAfterMsgSaveDBCommand',
    );
    const query = { sendID: 'u1', recvID: '', groupID: '3145926535' };
    expect(buildRequest({ url, command: 'afterQuitGroup', query }).target).toBe(
      '/cb/callbackAfterQuitGroupCommand?key=eyJzZW5kSUQiOiJ1MSIsInJlY3ZJRCI6IiIsImdyb3VwSUQiOiIzMTQ1OTI2NTM1In0%3D',
    );
  });

  it('needs a body for a command it does not know', () => {
    expect(() => buildRequest({ url, command: 'callbackX' })).toThrow(UnknownCommandError);
    expect(buildRequest({ url, command: 'callbackX', body: '{}' }).target).toBe('/cb/callbackX');
  });
});
