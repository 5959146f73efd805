import { jest } from '@jest/globals';
import { ALLOWED, readBody, refused, sendBody } from '../../../../../test/support/bodies.js';
import { Command } from '../../contract/commands.js';
import { KeptCallback, type KeptAttempt, type KeptFacts } from '../watch/kept-callback.js';
import { CallbackViews } from './callback-views.js';
import { BodyView, type Redact } from './shown-body.js';

const views = (redact?: Redact): CallbackViews =>
  new CallbackViews('host:1', new BodyView(redact), ({ key }) => `docs/${key}.md`);

const bytes = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

/** A callback that is kept, as it arrived. */
function kept(body: { readonly callbackCommand: string }, more: Partial<KeptFacts> = {}): KeptCallback {
  return new KeptCallback({
    id: 'c1',
    instance: 'default',
    at: 1000,
    command: body.callbackCommand,
    operationID: 'op-1',
    query: 'contenttype=json',
    raw: bytes(body),
    trace: undefined,
    recipients: [],
    headers: {},
    remoteAddress: '127.0.0.1',
    outcome: 'accepted',
    failure: undefined,
    took: 2,
    answer: bytes(ALLOWED),
    attempts: [],
    test: false,
    ...more,
  });
}

const attempt = (listener: string, more: Partial<KeptAttempt> = {}): KeptAttempt => ({
  listener,
  attempt: 1,
  at: 1001,
  startedAt: 5,
  took: 3,
  error: undefined,
  retryIn: undefined,
  ...more,
});

const modified = { ...sendBody, callbackCommand: Command.beforeMsgModify };

describe('a line of a callback', () => {
  it('says who did what, where it came and what was answered', () => {
    expect(views().summary(kept(readBody, { test: true }))).toMatchObject({
      id: 'c1',
      replica: 'host:1',
      instance: 'default',
      command: Command.afterSingleMsgRead,
      phase: 'after',
      subject: 'u1 in si_u1_u2',
      orderingKey: expect.stringContaining('si_u1_u2'),
      operationID: 'op-1',
      outcome: 'accepted',
      detail: '',
      took: 2,
      test: true,
    });
  });

  it.each<[string, string | undefined, string]>([
    ['an older name', 'callbackGroupMsgReadCommand', 'after'],
    ['a name that nobody knows', 'callbackUnknownCommand', 'unknown'],
    ['none', undefined, 'unknown'],
  ])('has a phase for %s', (_what, command, phase) => {
    expect(views().summary(kept(readBody, { command }))).toMatchObject({ command, phase });
  });

  it.each<[string, Parameters<typeof kept>, string]>([
    [
      'the code and the texts of a refusal',
      [sendBody, { outcome: 'refused', answer: bytes(refused('words', 20001, 'no spam')) }],
      '20001 no spam words',
    ],
    [
      'what could not be decided',
      [sendBody, { outcome: 'undecided', answer: bytes(refused('deadline')) }],
      '20500 the request could not be checked deadline',
    ],
    [
      'the fields that an answer changes, not those that it repeats',
      [modified, { outcome: 'modified', answer: bytes({ ...ALLOWED, sendID: 'u1', content: '*', ex: '' }) }],
      'content, ex',
    ],
    [
      'why a callback failed',
      [readBody, { outcome: 'failed', failure: { reason: 'invalid-event', detail: 'seqs must be a list' } }],
      'seqs must be a list',
    ],
    ['nothing of what was allowed', [sendBody, { outcome: 'allowed' }], ''],
  ])('tells %s', (_what, callback, detail) => {
    expect(views().summary(kept(...callback)).detail).toBe(detail);
  });

  it.each([
    ['no JSON', Buffer.from('{')],
    ['no event', bytes({ ...readBody, Seqs: 'none' })],
    ['not kept', undefined],
  ])('names nobody where the body is %s', (_what, raw) => {
    const { subject, orderingKey } = views().summary(kept(readBody, { raw }));
    expect([subject, orderingKey]).toEqual(['', undefined]);
  });

  it('reads a body once, and tells of the listeners what is true by then', () => {
    const redact = jest.fn((body: object) => ({ ...body }));
    const shown = views(redact);
    const callback = kept(readBody, { recipients: ['onRead'] });
    expect(shown.summary(callback).listeners).toEqual([
      { listener: 'onRead', state: 'waiting', attempts: 0 },
    ]);
    callback.facts.attempts.push(attempt('onRead'));
    expect(shown.summary(callback).listeners).toEqual([{ listener: 'onRead', state: 'done', attempts: 1 }]);
    expect(redact).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['an event', 'dead', readBody],
    ['a decision', 'failed', sendBody],
  ])('calls a listener that gave up on %s %s', (_what, state, body) => {
    const attempts = [attempt('listener', { error: { message: 'no', stack: undefined } })];
    expect(views().summary(kept(body, { attempts })).listeners).toMatchObject([{ state }]);
  });
});

describe('all there is of a callback', () => {
  it('is its line and its body, as it came and as listeners get it', () => {
    const callback = kept(readBody);
    const shown = views();
    const { raw, ...detail } = shown.detail(callback);
    expect(detail).toMatchObject({
      ...shown.summary(callback),
      event: { callbackCommand: Command.afterSingleMsgRead, seqs: [1, 2] },
      respelled: { Seqs: 'seqs' },
      remoteAddress: '127.0.0.1',
      query: 'contenttype=json',
      docs: 'docs/afterSingleMsgRead.md',
    });
    expect(raw).toBe(JSON.stringify(readBody));
    expect(JSON.parse(detail.answer)).toEqual(ALLOWED);
  });

  it('is what a message says, of messages alone', () => {
    const message = { ...sendBody, contentType: 101, content: '{"content":"hello"}' };
    expect(views().detail(kept(message))).toMatchObject({
      texts: { own: ['hello'] },
      content: { type: 'text', text: 'hello' },
    });
    const { texts, content } = views().detail(kept(readBody));
    expect([texts, content]).toEqual([undefined, undefined]);
  });

  it('is the bytes of a body that cannot be read', () => {
    const detail = views().detail(kept(readBody, { raw: Buffer.from([0x7b, 0xff]) }));
    expect(detail).toMatchObject({ raw: '{\\xff', event: undefined, respelled: {} });
  });

  it('is what is left where neither its body nor its command is known', () => {
    const detail = views().detail(
      kept(readBody, { raw: undefined, command: undefined, headers: undefined, answer: Buffer.alloc(0) }),
    );
    expect(detail).toMatchObject({
      raw: undefined,
      event: undefined,
      headers: {},
      answer: '',
      docs: undefined,
    });
  });

  it('has no header that holds credentials', () => {
    const headers = { authorization: 'Bearer x', 'proxy-authorization': 'y', cookie: 'z', 'x-own': 'seen' };
    expect(views().detail(kept(readBody, { headers })).headers).toEqual({ 'x-own': 'seen' });
  });

  it('has each attempt with its error', () => {
    const error = { message: 'no', stack: 'Error: no\n at here' };
    const attempts = [
      attempt('one', { error, retryIn: 50 }),
      attempt('one', { attempt: 2, took: undefined }),
    ];
    expect(views().detail(kept(readBody, { attempts })).attempts).toEqual([
      { listener: 'one', attempt: 1, at: 1001, took: 3, error, retryIn: 50 },
      { listener: 'one', attempt: 2, at: 1001, took: undefined, error: undefined, retryIn: undefined },
    ]);
  });

  const id = '0af7651916cd43dd8448eb211c80319c';
  it.each([
    ['of W3C', `00-${id}-b7ad6b7169203331-01`, id],
    ['of B3', `${id}-e457b5a2e4d86bd1-1`, id],
    ['of Jaeger', `${id}:e457b5a2e4d86bd1:0:1`, id],
    ['that is no trace', `${id}0`, undefined],
    ['that is not there', undefined, undefined],
  ])('has the id of a trace %s', (_what, trace, traceID) => {
    expect(views().detail(kept(readBody, { trace })).traceID).toBe(traceID);
  });
});

describe('a callback whose body is hidden', () => {
  const secret = { ...modified, contentType: 101, content: '{"content":"a secret"}' };
  const changed = kept(secret, {
    outcome: 'modified',
    answer: bytes({ ...ALLOWED, content: '{"content":"another secret"}' }),
  });

  it('tells who did what and which fields were changed, and nothing that was said', () => {
    const detail = views(true).detail(changed);
    expect(detail).toMatchObject({
      subject: 'u1 to u2',
      detail: 'content',
      raw: undefined,
      event: undefined,
      content: undefined,
      texts: undefined,
      respelled: {},
    });
    expect(JSON.stringify(detail)).not.toContain('secret');
  });

  it('in part is shown as far as the function leaves it, people too', () => {
    const shown = views(({ content: _content, sendID: _sendID, ...body }) => ({
      ...body,
      sendID: 'somebody',
    }));
    const detail = shown.detail(changed);
    expect(detail).toMatchObject({ subject: 'somebody to u2', event: { sendID: 'somebody', recvID: 'u2' } });
    expect(JSON.parse(detail.raw ?? '')).toMatchObject({ sendID: 'somebody' });
    expect(JSON.stringify(detail)).not.toContain('secret');
  });
});
