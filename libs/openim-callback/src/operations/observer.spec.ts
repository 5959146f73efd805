import { DEFAULT_RETRY } from '../delivery/retry/retry-policy.js';
import type { Around, BoundListener, Handler } from '../listeners/bound-listener.js';
import { contextWith } from '../../../../test/support/context.js';
import { boundedCommand, joinObservers } from './observer.js';

const listener: BoundListener = {
  name: 'T.t',
  order: 0,
  onFailure: 'refuse',
  retry: DEFAULT_RETRY,
  call: () => 'result',
};

const around =
  (name: string): Around =>
  <E, C>(_listener: unknown, call: Handler<E, C>): Handler<E, C> =>
  (event, context) =>
    `${name}(${String(call(event, context))})`;

describe('joined observers', () => {
  it('leave out what nobody watches', () => {
    expect(joinObservers([])).toEqual({});
    expect(Object.keys(joinObservers([{ failed: () => undefined }, {}]))).toEqual(['failed']);
  });

  it('are all told, in order', () => {
    const told: string[] = [];
    const joined = joinObservers([{ failed: () => told.push('a') }, {}, { failed: () => told.push('b') }]);
    joined.failed?.({ reason: 'bad-json', detail: '', instance: 'x', command: undefined, remoteAddress: '' });
    expect(told).toEqual(['a', 'b']);
  });

  it('put themselves around a listener, the last outermost', () => {
    const { around: joined } = joinObservers([{ around: around('a') }, {}, { around: around('b') }]);
    const call = joined?.(listener, listener.call);
    expect(call?.({ callbackCommand: 'x' }, contextWith())).toBe('b(a(result))');
  });
});

describe('a command as a label', () => {
  it.each([
    ['callbackAfterSingleMsgReadCommand', 'callbackAfterSingleMsgReadCommand', 'after'],
    ['callbackBeforeMemberJoinGroupCommand', 'callbackBeforeMembersJoinGroupCommand', 'before'],
    ['callbackOfNobody', 'unknown', 'unknown'],
    ['__proto__', 'unknown', 'unknown'],
    [undefined, 'unknown', 'unknown'],
  ])('of %s is %s', (given, command, phase) => {
    expect(boundedCommand(given)).toMatchObject({ command, phase });
  });
});
