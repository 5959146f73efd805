import { Command } from '../contract/index.js';
import { DEFAULT_RETRY } from '../delivery/retry/retry-policy.js';
import { DEFAULT_INSTANCE } from './listener-options.js';
import { bindListeners, type ListenerDefaults } from './listener-registry.js';
import type { BoundListener } from './bound-listener.js';
import type { DiscoveredListener } from './listener-explorer.js';
import type { Subscription } from './listener-metadata.js';
import type { AnyListenerOptions } from './listener-options.js';

const SEND = Command.beforeSendSingleMsg;
const READ = Command.afterSingleMsgRead;

const found = (
  name: string,
  on: string | Subscription,
  options: AnyListenerOptions = {},
): DiscoveredListener => ({
  name,
  method: name,
  owner: Object,
  metadata: { target: typeof on === 'string' ? { kind: 'command', command: on } : on, options },
  call: () => name,
});

const refusing: ListenerDefaults = { onFailure: 'refuse', retry: DEFAULT_RETRY };

const names = (listeners: readonly BoundListener[]): string[] => listeners.map((each) => each.name);

describe('bindListeners', () => {
  it('orders the listeners of a command, equal ones as they were discovered', () => {
    const registry = bindListeners(
      [
        found('last', SEND, { order: 10 }),
        found('first of equals', SEND),
        found('second of equals', SEND, { order: 0 }),
        found('first', SEND, { order: -5 }),
        found('third of equals', SEND),
      ],
      DEFAULT_INSTANCE,
      refusing,
    );
    expect(names(registry.deciding(SEND))).toEqual([
      'first',
      'first of equals',
      'second of equals',
      'third of equals',
      'last',
    ]);
  });

  it('takes the policy of the listener, or else of the module', () => {
    const listeners = [found('own', SEND, { onFailure: 'allow' }), found('none', SEND)];
    const policies = (module: 'allow' | 'refuse'): string[] =>
      bindListeners(listeners, DEFAULT_INSTANCE, { ...refusing, onFailure: module })
        .deciding(SEND)
        .map((each) => each.onFailure);
    expect(policies('refuse')).toEqual(['allow', 'refuse']);
    expect(policies('allow')).toEqual(['allow', 'allow']);
  });

  it('takes each part of the retry policy of the listener, or else of the module', () => {
    const retry = { ...DEFAULT_RETRY, maxAttempts: 3, minDelay: 50 };
    const listeners = [
      found('own', READ, { retry: { maxAttempts: 1, onRetry: 'pass' } }),
      found('none', READ),
    ];
    const bound = bindListeners(listeners, DEFAULT_INSTANCE, { ...refusing, retry }).observing(READ);
    expect(bound.map((each) => each.retry)).toEqual([{ ...retry, maxAttempts: 1, onRetry: 'pass' }, retry]);
  });

  it('gives each instance its own listeners', () => {
    const listeners = [
      found('of default', READ),
      found('of default too', READ, { instance: 'default' }),
      found('of second', READ, { instance: 'second' }),
      found('of all of second', { kind: 'any' }, { instance: 'second' }),
      found('of the unknown of second', { kind: 'unknown' }, { instance: 'second' }),
    ];
    const [first, second] = ['default', 'second'].map((each) => bindListeners(listeners, each, refusing));
    expect(names(first?.observing(READ) ?? [])).toEqual(['of default', 'of default too']);
    expect(first?.observing('callbackNewCommand')).toEqual([]);
    expect(names(second?.observing(READ) ?? [])).toEqual(['of second', 'of all of second']);
    expect(names(second?.observing('callbackNewCommand') ?? [])).toEqual(['of the unknown of second']);
  });

  it('orders the observers of everything among those of a command', () => {
    const registry = bindListeners(
      [
        found('any late', { kind: 'any' }, { order: 5 }),
        found('any early', { kind: 'any' }, { order: -5 }),
        found('own', READ),
        found('unknown late', { kind: 'unknown' }, { order: 1 }),
        found('unknown early', { kind: 'unknown' }),
      ],
      DEFAULT_INSTANCE,
      refusing,
    );
    expect(names(registry.observing(READ))).toEqual(['any early', 'own', 'any late']);
    expect(names(registry.observing('callbackNewCommand'))).toEqual(['unknown early', 'unknown late']);
  });

  it('keeps the handler', () => {
    const listener = found('A.on', SEND);
    expect(bindListeners([listener], DEFAULT_INSTANCE, refusing).deciding(SEND)[0]?.call).toBe(listener.call);
  });
});
