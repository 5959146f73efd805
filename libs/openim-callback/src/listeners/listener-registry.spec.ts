import { allDefinitions, Command } from '../contract/index.js';
import { DEFAULT_RETRY } from '../delivery/retry/retry-options.js';
import type { BoundListener } from './bound-listener.js';
import type { FailurePolicy } from './listener-options.js';
import { ListenerRegistry, type ListenersByTarget } from './listener-registry.js';

const SEND = Command.beforeSendSingleMsg;
const READ = Command.afterSingleMsgRead;

const bound = (name: string, onFailure: FailurePolicy = 'refuse', order = 0): BoundListener => ({
  name,
  order,
  onFailure,
  retry: DEFAULT_RETRY,
  call: () => undefined,
});

const registryOf = (
  commands: Readonly<Record<string, BoundListener[]>>,
  others: Partial<ListenersByTarget> = {},
  onFailure: FailurePolicy = 'refuse',
): ListenerRegistry =>
  new ListenerRegistry(
    { byCommand: new Map(Object.entries(commands)), any: [], unknown: [], ...others },
    onFailure,
  );

describe('deciding', () => {
  it('has the listeners of the command, and no observers', () => {
    const decides = bound('decides');
    const registry = registryOf({ [SEND]: [decides] }, { any: [bound('any')], unknown: [bound('unknown')] });
    expect(registry.deciding(SEND)).toEqual([decides]);
    expect(registry.deciding(Command.beforeAddBlack)).toEqual([]);
  });
});

describe('observing', () => {
  const [own, decides, any, unknown] = [bound('own'), bound('decides'), bound('any'), bound('unknown')];
  const registry = registryOf({ [READ]: [own], [SEND]: [decides] }, { any: [any], unknown: [unknown] });

  it('has the listeners of an after command and the observers of everything', () => {
    expect(registry.observing(READ)).toEqual([own, any]);
    expect(registry.observing(Command.afterUserOnline)).toEqual([any]);
  });

  it('has of a before command only the observers of everything', () => {
    expect(registry.observing(SEND)).toEqual([any]);
  });

  it('has those of unknown commands for any other, and nobody else', () => {
    expect(registry.observing('callbackNewCommand')).toEqual([unknown]);
    expect(registry.observing('toString')).toEqual([unknown]);
  });
});

describe('commands', () => {
  it('are those that somebody listens to', () => {
    expect(registryOf({ [READ]: [bound('a')], [SEND]: [bound('b')] }).commands()).toEqual([READ, SEND]);
    expect(registryOf({}, { unknown: [bound('a')] }).commands()).toEqual([]);
  });

  it('are all of them when somebody listens to everything', () => {
    const commands = registryOf({ [READ]: [bound('a')] }, { any: [bound('b')] }).commands();
    expect(commands).toEqual(allDefinitions().map((each) => each.command));
  });
});

describe('policyFor', () => {
  const [refuses, allows] = [bound('refuses'), bound('allows', 'allow')];

  it('refuses if one of the listeners would', () => {
    expect(registryOf({ [SEND]: [allows, refuses] }).policyFor(SEND)).toBe('refuse');
  });

  it('allows if all of them would, whatever the module says', () => {
    expect(registryOf({ [SEND]: [allows, allows] }).policyFor(SEND)).toBe('allow');
  });

  it('allows what nobody decides on', () => {
    expect(registryOf({ [READ]: [refuses] }, { any: [refuses] }).policyFor(SEND)).toBe('allow');
  });

  it.each(['refuse', 'allow'] as const)(
    'follows the module, which says %s, for what is not known',
    (policy) => {
      const registry = registryOf(
        { [SEND]: [bound('other', policy === 'allow' ? 'refuse' : 'allow')] },
        {},
        policy,
      );
      expect(registry.policyFor(undefined)).toBe(policy);
      expect(registry.policyFor('callbackNewCommand')).toBe(policy);
      expect(registry.policyFor('')).toBe(policy);
    },
  );
});
