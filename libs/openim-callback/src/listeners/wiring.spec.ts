import { Command } from '../contract/index.js';
import type { DiscoveredListener } from './listener-explorer.js';
import type { Subscription } from './listener-metadata.js';
import { checkWiring } from './wiring.js';

const on = (command: string): Subscription => ({ kind: 'command', command });

class Owner {}

const found = (name: string, target: Subscription, instance?: string): DiscoveredListener => ({
  name,
  method: name,
  owner: Owner,
  metadata: { target, options: instance === undefined ? {} : { instance } },
  call: () => undefined,
});

const READ = on(Command.afterSingleMsgRead);

describe('checkWiring', () => {
  it('has nothing to say of listeners that work', () => {
    const listeners = [
      found('A.onRead', READ),
      found('A.onOnline', on(Command.afterUserOnline)),
      found('B.onRead', READ),
      found('B.onAll', { kind: 'any' }),
      found('B.onRead', { kind: 'unknown' }),
      found('B.onRead', READ, 'second'),
    ];
    expect(checkWiring(listeners, ['default', 'second'])).toEqual({ errors: [], warnings: [] });
    expect(checkWiring([], ['default'])).toEqual({ errors: [], warnings: [] });
  });

  it('names the listener of an instance that does not exist, and the ones that do', () => {
    expect(checkWiring([found('A.onRead', READ, 'secnd')], ['default', 'second']).errors).toEqual([
      "A.onRead listens on the module instance 'secnd', which does not exist: give its decorator { instance } with " +
        "one of 'default', 'second', or import OpenImCallbackModule.forRoot({ name: 'secnd' })",
    ]);
  });

  it('says the same of a listener that names none, when all instances have names', () => {
    expect(checkWiring([found('A.onRead', READ)], ['main']).errors).toEqual([
      expect.stringContaining("A.onRead listens on the module instance 'default', which does not exist"),
    ]);
  });

  it.each([
    [READ, 'callbackAfterSingleMsgReadCommand'],
    [{ kind: 'any' } as const, 'any callbacks'],
    [{ kind: 'unknown' } as const, 'unknown callbacks'],
  ])('finds what would be called twice: %j', (target, what) => {
    expect(checkWiring([found('A.on', target), found('A.on', target)], ['default']).errors).toEqual([
      `A.on listens to ${what} twice and would be called twice: ` +
        'remove one of the decorators, or provide the class in one module only and import that',
    ]);
  });

  it('takes the default instance by its name for the same one', () => {
    const twice = [found('A.on', READ), found('A.on', READ, 'default')];
    expect(checkWiring(twice, ['default']).errors).toHaveLength(1);
  });

  it('tells everything at once', () => {
    const listeners = [found('A.on', READ, 'x'), found('A.on', READ, 'x'), found('B.on', READ, 'y')];
    expect(checkWiring(listeners, ['default']).errors).toHaveLength(4);
  });

  it('warns of a command that no OpenIM sends', () => {
    expect(checkWiring([found('A.onKick', on(Command.afterUserKickOff))], ['default'])).toEqual({
      errors: [],
      warnings: [
        'A.onKick waits for afterUserKickOff, which no OpenIM since v3.5.0 sends: ' +
          'listen to afterUserOffline instead, which is how a kick shows up',
      ],
    });
  });

  it('tells a class that is provided twice from two classes of one name', () => {
    class Other {}
    const once = found('A.onRead', READ);
    expect(checkWiring([once, once], ['default']).errors).toEqual([
      expect.stringContaining('provide the class in one module only'),
    ]);
    expect(checkWiring([once, { ...once, owner: Other }], ['default']).errors).toEqual([
      expect.stringContaining('rename one of the classes, or give its decorator { name }'),
    ]);
  });

  it('does not let a method listen to an after command and to everything', () => {
    const all: Subscription = { kind: 'any' };
    const both = [found('A.onRead', READ), found('A.onRead', all)];
    expect(checkWiring(both, ['default']).errors).toEqual([
      `A.onRead listens to ${Command.afterSingleMsgRead} and to any callbacks and would be called twice: remove one of the decorators`,
    ]);
    expect(checkWiring([...both].reverse(), ['default']).errors).toHaveLength(1);
    const byDefault = [found('A.onRead', READ), found('A.onRead', all, 'default')];
    expect(checkWiring(byDefault, ['default']).errors).toHaveLength(1);
    const apart = [found('A.onRead', READ), found('A.onRead', all, 'second')];
    expect(checkWiring(apart, ['default', 'second']).errors).toEqual([]);
    const decidesAndObserves = [found('A.check', on(Command.beforeSendSingleMsg)), found('A.check', all)];
    expect(checkWiring(decidesAndObserves, ['default']).errors).toEqual([]);
  });

  it('does not blame the decorators of a method for what another class of its name listens to', () => {
    class Other {}
    const all = { ...found('A.onRead', { kind: 'any' }), owner: Other };
    expect(checkWiring([found('A.onRead', READ), all], ['default']).errors).toEqual([
      'A.onRead is the name of two listeners of any callbacks: rename one of the classes, or give its decorator { name }, ' +
        'since events are stored for listeners by their names',
    ]);
  });

  describe('with names of their own', () => {
    const named = (name: string, method: string, target = READ): DiscoveredListener => ({
      name,
      method,
      owner: Owner,
      metadata: { target, options: { name } },
      call: () => undefined,
    });

    it('may be of two classes of one name', () => {
      class Other {}
      const listeners = [found('A.onRead', READ), { ...named('archive', 'A.onRead'), owner: Other }];
      expect(checkWiring(listeners, ['default']).errors).toEqual([]);
    });

    it('may be the same for all decorators of a method', () => {
      const listeners = [named('a', 'A.on'), named('a', 'A.on', on(Command.afterUserOnline))];
      expect(checkWiring(listeners, ['default']).errors).toEqual([]);
    });

    it.each([
      ['of one command', READ],
      ['of two commands', on(Command.afterUserOnline)],
    ])('must not have a name that another has: %s', (_which, target) => {
      expect(checkWiring([named('a', 'A.on'), named('a', 'B.on', target)], ['default']).errors).toEqual([
        "A.on and B.on have the same name, 'a': give one of them another, since events are stored for listeners by " +
          'their names',
      ]);
    });

    it('must not have the name that another has from its class and method', () => {
      const listeners = [found('A.onRead', READ), named('A.onRead', 'B.onRead')];
      expect(checkWiring(listeners, ['default']).errors).toHaveLength(1);
      expect(checkWiring([...listeners].reverse(), ['default']).errors).toHaveLength(1);
    });

    it('does not make a method that would be called twice two listeners', () => {
      const twice = [named('a', 'A.on'), named('b', 'A.on')];
      expect(checkWiring(twice, ['default']).errors).toEqual([expect.stringContaining('A.on listens to')]);
    });

    it.each(['', ' ', 'two words', 'x'.repeat(101), 'line\nbreak', 'unknown', 7, null])(
      'must be usable: %j',
      (name) => {
        const listener = {
          ...found('A.on', READ),
          metadata: { target: READ, options: { name: name as string } },
        };
        expect(checkWiring([listener], ['default']).errors).toEqual([
          `A.on: the option name of its decorator is ${JSON.stringify(name)}: give it 1 to 100 characters without ` +
            "spaces, such as 'receipts', and not 'unknown'",
        ]);
      },
    );

    it.each(['receipts', 'ReadReceipts.onRead', '已读', 'x'.repeat(100)])('may be %s', (name) => {
      expect(checkWiring([named(name, 'A.on')], ['default']).errors).toEqual([]);
    });
  });

  it('compares with those that are known already, and says nothing of them', () => {
    const known = [found('A.on', READ), found('A.onKick', on(Command.afterUserKickOff))];
    expect(checkWiring([found('A.on', READ)], ['default'], known)).toEqual({
      errors: [expect.stringContaining('A.on listens to')],
      warnings: [],
    });
    expect(checkWiring([], ['default'], known)).toEqual({ errors: [], warnings: [] });
  });

  it('names a filter that cannot be', () => {
    const listener = { ...found('A.on', READ), metadata: { target: READ, options: { where: { seq: 1 } } } };
    expect(checkWiring([listener], ['default']).errors).toEqual([
      'A.on: the option where of its decorator: the event has no field seq: use one that it has, or a function',
    ]);
  });
});
