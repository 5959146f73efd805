import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import type { FailurePolicy } from 'nestjs-openim-callback';
import { combinations } from './support/running-app.js';
import {
  AFTER,
  BEFORE,
  bodyOf,
  FIELDS,
  meaningOfFailure,
  meaningOfSuccess,
  startTwoCommandApp,
  type Spoken,
  type TwoCommandApp,
} from './support/two-commands.js';
import type { RawRequest } from './support/raw-http.js';

// Whatever the body is, the answer is one that OpenIM reads as it is meant.

type Make = (command: Spoken) => RawRequest;

interface Case {
  readonly name: string;
  readonly make: Make;
  /** The fields that are delivered where they are not the usual ones. */
  readonly delivered?: object;
}

const body = (make: (command: Spoken) => RawRequest['body']): Make => {
  return (command) => ({ body: make(command) });
};

const sent = (name: string, make: (command: Spoken) => RawRequest['body'], delivered?: object): Case => ({
  name,
  make: body(make),
  delivered,
});

const withHeaders = (
  headers: Record<string, string>,
  encode = (text: string): RawRequest['body'] => text,
): Make => {
  return (command) => ({ headers, body: encode(bodyOf(command)) });
};

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

/** A body with some more text before its closing brace. */
const plus = (command: Spoken, text: string): string => bodyOf(command).replace(/\}\n$/, `,${text}}\n`);

const understood: readonly Case[] = [
  sent('as OpenIM sends it', (command) => bodyOf(command)),
  sent('with white space around', (command) => ` \r\n\t${bodyOf(command)}\n\n `),
  sent('with fields unknown', (command) => bodyOf(command, { new: { deep: [1, null] }, operationID: 'op' })),
  sent('with fields null', (command) => bodyOf(command, { fromUserID: null }), { ...FIELDS, fromUserID: '' }),
  sent('without any field', (command) => JSON.stringify({ callbackCommand: command }), {
    fromUserID: '',
    toUserID: '',
    reqMsg: '',
  }),
  sent('with a duplicate key, of which the last counts', (command) => plus(command, '"reqMsg":"last"'), {
    ...FIELDS,
    reqMsg: 'last',
  }),
  sent('with an own __proto__', (command) => plus(command, '"__proto__":{"reqMsg":"evil","polluted":1}')),
  sent('with an own constructor', (command) => plus(command, '"constructor":{"prototype":{"polluted":1}}')),
  sent('with toString and hasOwnProperty', (command) => plus(command, '"toString":1,"hasOwnProperty":null')),
  sent('nested as deep as allowed', (command) => plus(command, `"deep":${nested(63)}`)),
  sent('with the largest exact integer', (command) => plus(command, '"big":9007199254740991')),
  sent('with a long number in a text', (command) => bodyOf(command, { reqMsg: ': 12345678901234567890' }), {
    ...FIELDS,
    reqMsg: ': 12345678901234567890',
  }),
  sent(
    'with bytes that are not UTF-8',
    (command) => Buffer.from(bodyOf(command, { reqMsg: '\xff' }), 'latin1'),
    {
      ...FIELDS,
      reqMsg: '\ufffd',
    },
  ),
  sent('with a NUL and a lone surrogate', (command) => bodyOf(command, { reqMsg: 'a\u0000\ud800' }), {
    ...FIELDS,
    reqMsg: 'a\u0000\ud800',
  }),
  sent('in chunks', (command) => [...bodyOf(command)]),
  { name: 'without a content type', make: withHeaders({}) },
  { name: 'as text/plain', make: withHeaders({ 'content-type': 'text/plain' }) },
  { name: 'as a form', make: withHeaders({ 'content-type': 'application/x-www-form-urlencoded' }) },
  { name: 'as multipart', make: withHeaders({ 'content-type': 'multipart/form-data; boundary=x' }) },
  { name: 'as a type that is none', make: withHeaders({ 'content-type': ';;;' }) },
  { name: 'with another charset', make: withHeaders({ 'content-type': 'application/json; charset=utf-16' }) },
  { name: 'gzipped', make: withHeaders({ 'content-encoding': 'gzip' }, gzipSync) },
  { name: 'gzipped in capitals', make: withHeaders({ 'content-encoding': ' GZIP ' }, gzipSync) },
  { name: 'deflated', make: withHeaders({ 'content-encoding': 'deflate' }, deflateSync) },
  { name: 'with brotli', make: withHeaders({ 'content-encoding': 'br' }, brotliCompressSync) },
  { name: 'with identity', make: withHeaders({ 'content-encoding': 'identity' }) },
  {
    name: 'gzipped in chunks',
    make: withHeaders({ 'content-encoding': 'gzip' }, (text) => [gzipSync(text)]),
  },
  { name: 'with 100-continue', make: withHeaders({ expect: '100-continue' }) },
];

const failing: readonly Case[] = [
  sent('nothing', () => ''),
  sent('white space', () => ' \n'),
  sent('half of it', (command) => bodyOf(command).slice(0, -9)),
  sent('with a comma missing', (command) => bodyOf(command).replace(',', '')),
  sent('with single quotes', (command) => bodyOf(command).replaceAll('"', "'")),
  sent('with a byte order mark', (command) => `\ufeff${bodyOf(command)}`),
  sent('two documents', (command) => bodyOf(command).repeat(2)),
  sent('with something behind', (command) => `${bodyOf(command)}x`),
  sent('a list', (command) => `[${bodyOf(command)}]`),
  sent('null', () => 'null'),
  sent('a number', () => '5'),
  sent('a text', (command) => JSON.stringify(bodyOf(command))),
  sent('a form', (command) => `callbackCommand=${command}`),
  sent('without a command', () => JSON.stringify(FIELDS)),
  sent('with an empty command', () => bodyOf('')),
  sent('with a command that is a number', () => JSON.stringify({ ...FIELDS, callbackCommand: 5 })),
  sent('with a command in __proto__', (command) => `{"__proto__":{"callbackCommand":"${command}"}}`),
  sent('a number for a text', (command) => bodyOf(command, { fromUserID: 5 })),
  sent('a list for a text', (command) => bodyOf(command, { fromUserID: ['u1'] })),
  sent('an object for a text', (command) => bodyOf(command, { fromUserID: { value: 'u1' } })),
  sent('a bool for a text', (command) => bodyOf(command, { fromUserID: false })),
  sent('an integer that JavaScript would round', (command) => plus(command, '"big":9007199254740993')),
  sent('a negative one', (command) => plus(command, '"big": -9223372036854775808')),
  sent('one with 10,000 digits', (command) => plus(command, `"big":${'9'.repeat(10_000)}`)),
  sent('nested too deep', (command) => plus(command, `"deep":${nested(64)}`)),
  sent('nested 100,000 deep', (command) => plus(command, `"deep":${nested(100_000)}`)),
  sent('brackets that never close', () => '{"a":['.repeat(50_000)),
  { name: 'not gzipped, but said to be', make: withHeaders({ 'content-encoding': 'gzip' }) },
  {
    name: 'half of a gzip',
    make: withHeaders({ 'content-encoding': 'gzip' }, (text) => gzipSync(text).subarray(0, -9)),
  },
  {
    name: 'gzipped twice',
    make: withHeaders({ 'content-encoding': 'gzip, gzip' }, (text) => gzipSync(gzipSync(text))),
  },
  { name: 'with an unknown encoding', make: withHeaders({ 'content-encoding': 'zstd' }) },
];

const policies: readonly FailurePolicy[] = ['refuse', 'allow'];
const cases = combinations.flatMap((each) => policies.map((onFailure) => ({ ...each, onFailure })));

describe.each(cases)('on $platform, $mount mount, onFailure $onFailure', ({ onFailure, ...combination }) => {
  let app: TwoCommandApp;

  beforeAll(async () => {
    app = await startTwoCommandApp({ ...combination, options: { onFailure, retry: { maxAttempts: 1 } } });
  });

  afterAll(() => app.close());

  beforeEach(() => app.heard.empty());

  const commands: readonly Spoken[] = [BEFORE, AFTER];

  describe.each(commands)('%s', (command) => {
    it.each(understood)('$name is understood', async ({ make, delivered = FIELDS }) => {
      const answer = await app.ask(`/${command}`, make(command), command);
      expect(answer).toMatchObject({ status: 200, meaning: meaningOfSuccess(command) });
      const [event] = await app.heard.count(1);
      expect(event).toMatchObject({ callbackCommand: command, ...delivered });
      expect('polluted' in {}).toBe(false);
    });

    it.each(failing)('$name is not, and the answer means so', async ({ make }) => {
      const request = make(command);
      const before = (await app.unusable()).length;
      const answer = await app.ask(`/${command}`, request, command);
      expect(answer).toMatchObject({ status: 200, meaning: meaningOfFailure(command, onFailure) });
      expect(app.heard.all).toEqual([]);
      // OpenIM told its user of a refused before callback; of an after callback nobody would ever know.
      const kept = (await app.unusable()).slice(before);
      expect(kept.map(({ raw }) => raw.toString('latin1'))).toEqual(
        command === AFTER ? [Buffer.from(request.body as string).toString('latin1')] : [],
      );
      expect(kept.every((each) => each.command === command && each.query === '')).toBe(true);
    });
  });

  it.each(['beforeAddBlack', 'afterRemoveBlack'])(
    'a listener of %s that crashes leaves an answer',
    async (key) => {
      const command =
        key === 'beforeAddBlack' ? 'callbackBeforeAddBlackCommand' : 'callbackAfterRemoveBlackCommand';
      const answer = await app.ask(`/${command}`, { body: bodyOf(command) }, command);
      const undecided = onFailure === 'refuse' ? 'refused' : 'allowed';
      expect(answer.meaning).toBe(key === 'beforeAddBlack' ? undecided : 'accepted');
    },
  );

  it('a command that nobody knows is allowed, a before command that nobody listens to is too', async () => {
    for (const command of ['callbackBeforeTomorrowCommand', 'callbackBeforeImportFriendsCommand']) {
      expect(await app.ask(`/${command}`, { body: bodyOf(command) }, command)).toMatchObject({
        meaning: 'allowed',
      });
    }
  });

  it('an unusable callback of an unknown command means what the policy says, and is kept', async () => {
    const answer = await app.ask(
      '/callbackBeforeTomorrowCommand',
      { body: '{' },
      'callbackBeforeTomorrowCommand',
    );
    expect(answer.meaning).toBe(onFailure === 'refuse' ? 'refused' : 'allowed');
    expect((await app.unusable()).at(-1)?.raw.toString()).toBe('{');
  });
});
