import { allDefinitions, Command, type CommandKey } from '../contract/index.js';
import { listenerMetadata } from './listener-metadata.js';
import * as decorators from './decorators.js';

/** The name of a decorator: the key in webhooks.yml with On for after, and Before for before. */
const nameOf = (key: CommandKey): string =>
  key.startsWith('before') ? `B${key.slice(1)}` : `On${key.slice('after'.length)}`;

type Applied = (target: object, key: string, descriptor: PropertyDescriptor) => void;
const exported = new Map<string, unknown>(Object.entries(decorators));

/** What a decorator notes on a method. */
function noted(name: string, options?: object): unknown {
  const decorator = exported.get(name) as ((options?: object) => Applied) | undefined;
  if (!decorator) throw new Error(`there is no decorator ${name}`);
  const method = (): undefined => undefined;
  decorator(options)({}, 'method', { value: method });
  return listenerMetadata(method);
}

describe('the decorators', () => {
  it.each(allDefinitions().map(({ key, command }) => [nameOf(key), command]))(
    '%s listens to %s',
    (name, command) => {
      expect(noted(name)).toEqual([{ target: { kind: 'command', command }, options: {} }]);
      expect(noted(name, { order: 3 })).toEqual([
        { target: { kind: 'command', command }, options: { order: 3 } },
      ]);
    },
  );

  it('are one for each command, one for everything and one for the unknown', () => {
    const names = allDefinitions().map(({ key }) => nameOf(key));
    expect([...exported.keys()].sort()).toEqual([...names, 'OnAnyCallback', 'OnUnknownCallback'].sort());
  });

  it('take the commands that do not follow from their names from the contract', () => {
    expect(noted('OnRevokeMsg')).toMatchObject([{ target: { command: 'callbackBeforeAfterMsgCommand' } }]);
    expect(noted('BeforeMemberJoinGroup')).toMatchObject([
      { target: { command: Command.beforeMemberJoinGroup } },
    ]);
    expect(Command.beforeMemberJoinGroup).toBe('callbackBeforeMembersJoinGroupCommand');
  });

  it('include one for every callback and one for unknown ones', () => {
    expect(noted('OnAnyCallback')).toEqual([{ target: { kind: 'any' }, options: {} }]);
    expect(noted('OnAnyCallback', { order: 1 })).toEqual([
      { target: { kind: 'any' }, options: { order: 1 } },
    ]);
    expect(noted('OnUnknownCallback')).toEqual([{ target: { kind: 'unknown' }, options: {} }]);
    expect(noted('OnUnknownCallback', { instance: 'b' })).toEqual([
      { target: { kind: 'unknown' }, options: { instance: 'b' } },
    ]);
  });
});
