import { contextWith } from '../../../../test/support/listener-fixture.js';
import { LazySignal } from '../delivery/lazy-signal.js';
import { createContext } from './create-context.js';

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

  it('has the signal of its source, which nobody makes before somebody asks', () => {
    const source = new LazySignal();
    const context = contextWith({}, source);
    expect(Object.values(source).filter(Boolean)).toEqual([]);
    const { signal } = context;
    source.abort(new Error('too late'));
    expect(context.signal).toBe(signal);
    expect(signal.aborted).toBe(true);
  });

  it('has a signal of its own where there is no source', () => {
    const context = contextWith();
    expect(context.signal).toBe(context.signal);
    expect(context.signal.aborted).toBe(false);
  });
});

describe('createContext', () => {
  it('is of a received callback, one attempt', () => {
    const received = {
      id: 'e1',
      operationID: 'op-1',
      command: 'callbackX',
      receivedAt: 1000,
      query: `key=${encodeURIComponent(key)}`,
      raw: Buffer.from('{}'),
      body: {},
      trace: 'trace-1',
    };
    const occasion = { phase: 'after', instance: 'other', attempt: 2 } as const;
    const source = new LazySignal();
    const context = createContext(received, occasion, source);
    expect(context).toMatchObject({
      eventID: 'e1',
      operationID: 'op-1',
      command: 'callbackX',
      receivedAt: new Date(1000),
      trace: 'trace-1',
      ...occasion,
    });
    expect(context.raw).toBe(received.raw);
    expect(context.body).toBe(received.body);
    expect(context.key?.recvID).toBe('u2');
    expect(context.signal).toBe(source.signal);
  });
});
