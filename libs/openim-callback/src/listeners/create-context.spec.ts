import { contextWith } from '../../../../test/support/listener-fixture.js';

const key = Buffer.from('{"sendID":"u1","recvID":"u2","groupID":""}').toString('base64');

describe('LazyContext', () => {
  it('tells the facts', () => {
    const raw = Buffer.from('{"a":1}');
    const body = { a: 1 };
    expect(
      contextWith({ eventID: 'e2', operationID: 'op-2', phase: 'before', attempt: 3, raw, body }),
    ).toMatchObject({
      eventID: 'e2',
      operationID: 'op-2',
      command: 'callbackAfterSingleMsgReadCommand',
      phase: 'before',
      instance: 'default',
      attempt: 3,
    });
    const context = contextWith({ raw, body });
    expect(context.raw).toBe(raw);
    expect(context.body).toBe(body);
  });

  it('gives a date of its own each time, so that nobody can change it for others', () => {
    const context = contextWith({ receivedAt: 1000 });
    context.receivedAt.setTime(0);
    expect(context.receivedAt).toEqual(new Date(1000));
  });

  it('decodes the key', () => {
    expect(contextWith({ query: `key=${encodeURIComponent(key)}` }).key).toMatchObject({
      recvID: 'u2',
      raw: key,
    });
    expect(contextWith().key).toBeUndefined();
  });

  it('makes nothing that nobody asks for', () => {
    const context = contextWith();
    const controllers = (): unknown[] =>
      Object.values(context).filter((each) => each instanceof AbortController);
    expect(controllers()).toEqual([]);
    expect(context.signal.aborted).toBe(false);
    expect(controllers()).toHaveLength(1);
  });

  it('has one signal, which aborts with the reason', () => {
    const context = contextWith();
    const { signal } = context;
    const reason = new Error('too late');
    const heard: unknown[] = [];
    signal.addEventListener('abort', () => heard.push(signal.reason));
    context.abort(reason);
    expect(context.signal).toBe(signal);
    expect(heard).toEqual([reason]);
  });

  it('has an aborted signal for who asks after the abort', () => {
    const context = contextWith();
    const reason = new Error('too late');
    context.abort(reason);
    expect(context.signal).toMatchObject({ aborted: true, reason });
  });
});
