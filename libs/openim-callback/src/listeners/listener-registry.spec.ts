import { allDefinitions, Command } from '../contract/index.js';
import { DEFAULT_RETRY } from '../delivery/retry/retry-policy.js';
import type { BoundListener } from './bound-listener.js';
import type { DiscoveredListener } from './listener-explorer.js';
import type { AnyListenerOptions, FailurePolicy } from './listener-options.js';
import { bindListeners, type ListenerRegistry } from './listener-registry.js';

const SEND = Command.beforeSendSingleMsg;
const READ = Command.afterSingleMsgRead;

const listening = (name: string, options: AnyListenerOptions = {}) => ({ name, options });

type Listening = ReturnType<typeof listening>;

const found = (on: string, { name, options }: Listening): DiscoveredListener => ({
  name,
  method: name,
  owner: Object,
  metadata: {
    target: on === 'any' || on === 'unknown' ? { kind: on } : { kind: 'command', command: on },
    options,
  },
  call: () => undefined,
});

/** Listeners of commands, by their wire names, of everything and of the unknown. */
const registryOf = (
  listeners: Readonly<Record<string, readonly Listening[]>>,
  onFailure: FailurePolicy = 'refuse',
): ListenerRegistry =>
  bindListeners(
    Object.entries(listeners).flatMap(([on, those]) => those.map((each) => found(on, each))),
    'default',
    { onFailure, retry: DEFAULT_RETRY },
  );

const names = (listeners: readonly BoundListener[]): string[] => listeners.map(({ name }) => name);

describe('deciding', () => {
  it('has the listeners of the command, and no observers', () => {
    const decides = listening('decides');
    const registry = registryOf({
      [SEND]: [decides],
      any: [listening('any')],
      unknown: [listening('unknown')],
    });
    expect(names(registry.deciding(SEND))).toEqual(['decides']);
    expect(names(registry.deciding(Command.beforeAddBlack))).toEqual([]);
  });
});

describe('observing', () => {
  const [own, decides, any, unknown] = [
    listening('own'),
    listening('decides'),
    listening('any'),
    listening('unknown'),
  ];
  const registry = registryOf({ [READ]: [own], [SEND]: [decides], any: [any], unknown: [unknown] });

  it('has the listeners of an after command and the observers of everything', () => {
    expect(names(registry.observing(READ))).toEqual(['own', 'any']);
    expect(names(registry.observing(Command.afterUserOnline))).toEqual(['any']);
  });

  it('has of a before command only the observers of everything', () => {
    expect(names(registry.observing(SEND))).toEqual(['any']);
  });

  it('has those of unknown commands for any other, and nobody else', () => {
    expect(names(registry.observing('callbackNewCommand'))).toEqual(['unknown']);
    expect(names(registry.observing('toString'))).toEqual(['unknown']);
  });
});

describe('commands', () => {
  it('are those that somebody listens to', () => {
    expect(registryOf({ [READ]: [listening('a')], [SEND]: [listening('b')] }).commands()).toEqual([
      READ,
      SEND,
    ]);
    expect(registryOf({ unknown: [listening('a')] }).commands()).toEqual([]);
  });

  it('are all of them when somebody listens to everything', () => {
    const commands = registryOf({ [READ]: [listening('a')], any: [listening('b')] }).commands();
    expect(commands).toEqual(allDefinitions().map((each) => each.command));
  });
});

describe('policyFor', () => {
  const [refuses, allows] = [listening('refuses'), listening('allows', { onFailure: 'allow' })];

  it('refuses if one of the listeners would', () => {
    expect(registryOf({ [SEND]: [allows, refuses] }).policyFor(SEND)).toBe('refuse');
  });

  it('allows if all of them would, whatever the module says', () => {
    expect(registryOf({ [SEND]: [allows, allows] }).policyFor(SEND)).toBe('allow');
  });

  it('allows what nobody decides on', () => {
    expect(registryOf({ [READ]: [refuses], any: [refuses] }).policyFor(SEND)).toBe('allow');
  });

  it.each(['refuse', 'allow'] as const)(
    'follows the module, which says %s, for what is not known',
    (policy) => {
      const registry = registryOf(
        { [SEND]: [listening('other', { onFailure: policy === 'allow' ? 'refuse' : 'allow' })] },
        policy,
      );
      expect(registry.policyFor(undefined)).toBe(policy);
      expect(registry.policyFor('callbackNewCommand')).toBe(policy);
      expect(registry.policyFor('')).toBe(policy);
    },
  );
});

describe('join', () => {
  const late = found(READ, listening('late', { order: 1 }));
  const early = found(READ, listening('early', { order: -1 }));

  it('puts listeners where their order says, and leaves the others the objects that they are', () => {
    const registry = registryOf({ [READ]: [listening('first')] });
    const [there] = registry.observing(READ);
    registry.join([late, early, found(READ, listening('of another', { instance: 'another' }))]);
    expect(names(registry.observing(READ))).toEqual(['early', 'first', 'late']);
    expect(registry.observing(READ)[1]).toBe(there);
    expect(registry.commands()).toEqual([READ]);
  });

  it('puts around them what is around the others', () => {
    const registry = registryOf({ [READ]: [listening('first')] });
    registry.around(
      ({ name }) =>
        () =>
          `around ${name}`,
    );
    registry.join([late]);
    const calls = registry.observing(READ).map(({ call }): unknown => Reflect.apply(call, undefined, []));
    expect(calls).toEqual(['around first', 'around late']);
  });
});
