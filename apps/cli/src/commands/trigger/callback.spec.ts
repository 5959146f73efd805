import { exampleBody, wireCommands } from 'openim-sender';
import { resolveCommand } from '../resolve-command.js';
import { createCallback, type Recipe, createFill } from './callback.js';
import { readSetting } from './set-field.js';

function recipe(key: string, settings: string[] = [], operationID?: string): Recipe {
  return {
    command: resolveCommand(key),
    settings: settings.map(readSetting),
    raw: undefined,
    operationID,
    edition: 'open',
  };
}

const ignore = (): void => undefined;

describe('createCallback', () => {
  it('is the example by default', () => {
    for (const { key } of wireCommands) {
      const callback = createCallback(recipe(key), 1, ignore);
      expect(callback).toEqual({ body: exampleBody(key), operationID: undefined });
    }
  });

  it('makes the settings in order and fills the placeholders', () => {
    const settings = ['userID=u{n}', 'Seqs=[{n},{n}0]', 'conversationID=a', 'conversationID=b'];
    expect(createCallback(recipe('afterSingleMsgRead', settings), 3, ignore).body).toMatchObject({
      userID: 'u3',
      Seqs: [3, 30],
      conversationID: 'b',
    });
  });

  it('passes the warnings on', () => {
    const warnings: string[] = [];
    createCallback(recipe('afterSingleMsgRead', ['foo=1', 'seqs=x']), 1, (warning) => warnings.push(warning));
    expect(warnings).toHaveLength(3);
  });

  it('puts the operation id where OpenIM puts it', () => {
    const of = (key: string, settings: string[] = []): unknown =>
      createCallback(recipe(key, settings, 'op-{n}'), 2, ignore);
    expect(of('afterUserOnline')).toMatchObject({ operationID: 'op-2', body: { operationID: 'op-2' } });
    expect(of('beforeSetGroupInfo')).toMatchObject({ operationID: 'op-2', body: { operationID: '' } });
    expect(of('beforeAddFriend')).toEqual({ operationID: 'op-2', body: exampleBody('beforeAddFriend') });
    expect(of('afterUserOnline', ['operationID=x'])).toMatchObject({
      operationID: 'op-2',
      body: { operationID: 'x' },
    });
  });

  it('leaves given bytes alone', () => {
    const raw = Buffer.from('{"userID":"{n}"');
    expect(createCallback({ ...recipe('afterUserOnline'), raw }, 1, ignore).body).toBe(raw);
  });
});

describe('createFill', () => {
  it('fills in the number and the UUID, wherever they are', () => {
    const fill = createFill(7, 'id');
    expect(fill('u{n}-{n} {uuid}{uuid} {m} {N}')).toBe('u7-7 idid {m} {N}');
  });

  it('has one UUID for a callback and another for the next', () => {
    const [first, second] = [createFill(1), createFill(2)];
    expect(first('{uuid}')).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(first('{uuid}')).toBe(first('{uuid}'));
    expect(first('{uuid}')).not.toBe(second('{uuid}'));
  });
});
