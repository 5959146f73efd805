import { contextWith, recordOf } from '../../../../test/support/context.js';
import { LazySignal } from '../delivery/lazy-signal.js';
import { RecordContext } from './callback-context.js';

const key = Buffer.from('{"sendID":"u1","recvID":"u2","groupID":""}').toString('base64');

describe('the context of a callback', () => {
  it('tells the facts', () => {
    const raw = Buffer.from('{"a":1}');
    const body = { a: 1 };
    expect(
      contextWith({ eventID: 'e2', operationID: 'op-2', phase: 'before', attempt: 3, raw, body }),
    ).toMatchObject({
      eventID: 'e2',
      operationID: 'op-2',
      command: 'callbackBeforeSendSingleMsgCommand',
      phase: 'before',
      instance: 'default',
      attempt: 3,
    });
    const context = contextWith({ raw, body });
    expect(context.raw).toBe(raw);
    expect(context.body).toBe(body);
  });

  it('is of a command that this version does not know like one of an after command', () => {
    expect(new RecordContext(recordOf('callbackX'), 'other', 2)).toMatchObject({
      command: 'callbackX',
      phase: 'after',
      instance: 'other',
      attempt: 2,
    });
  });

  it('keeps the trace for the tracing, and the record out of logs', () => {
    const context = contextWith({ trace: 'trace-1', body: { content: 'private' } });
    expect(context.trace).toBe('trace-1');
    expect(JSON.stringify(context)).not.toContain('private');
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
