import fc from 'fast-check';
import { UsageError } from '../../command-line.js';
import { readSetting, setField } from './set-field.js';

describe('readSetting', () => {
  it.each([
    ['userID=u9', { path: ['userID'], text: 'u9' }],
    ['users.0.nickname=Ann', { path: ['users', '0', 'nickname'], text: 'Ann' }],
    ['content={"a":"b=c"}', { path: ['content'], text: '{"a":"b=c"}' }],
    ['ex=', { path: ['ex'], text: '' }],
    ['ex=a.b', { path: ['ex'], text: 'a.b' }],
  ])('takes %s apart', (argument, setting) => {
    expect(readSetting(argument)).toEqual(setting);
  });

  it.each(['', 'userID', '=u9', '.=1', 'a..b=1', 'a.=1', '.a=1'])('refuses %j', (argument) => {
    expect(() => readSetting(argument)).toThrow(UsageError);
    expect(() => readSetting(argument)).toThrow('field=value');
  });

  it('undoes joining', () => {
    const name = fc.string({ minLength: 1 }).filter((text) => !/[.=]/.test(text));
    fc.assert(
      fc.property(fc.array(name, { minLength: 1 }), fc.string(), (path, text) => {
        expect(readSetting(`${path.join('.')}=${text}`)).toEqual({ path, text });
      }),
    );
  });
});

const body = {
  callbackCommand: 'callbackX',
  userID: 'u1',
  Seqs: [3, 4],
  users: [{ userID: 'u1', nickname: 'Alice' }],
  atUserList: null,
  signal: { title: 't' },
};

const set = (argument: string, path: [string, ...string[]], from: object = body): unknown =>
  setField(from, path, argument).value;
const warnings = (argument: string, path: [string, ...string[]]): readonly string[] =>
  setField(body, path, argument).warnings;

describe('setField', () => {
  it('sets a field, leaves the rest and the body itself alone', () => {
    expect(set('u9', ['userID'])).toEqual({ ...body, userID: 'u9' });
    expect(body.userID).toBe('u1');
    expect(warnings('u9', ['userID'])).toEqual([]);
  });

  it('sets what is inside lists and objects', () => {
    expect(set('Ann', ['users', '0', 'nickname'])).toMatchObject({
      users: [{ userID: 'u1', nickname: 'Ann' }],
    });
    expect(set('9', ['Seqs', '1'])).toMatchObject({ Seqs: [3, 9] });
    expect(set('T', ['signal', 'title'])).toMatchObject({ signal: { title: 'T' } });
  });

  it('appends to lists and makes lists and objects of null', () => {
    expect(set('5', ['Seqs', '2'])).toMatchObject({ Seqs: [3, 4, 5] });
    expect(set('u2', ['atUserList', '0'])).toMatchObject({ atUserList: ['u2'] });
    expect(set('1', ['atUserList', 'a', 'b'])).toMatchObject({ atUserList: { a: { b: 1 } } });
  });

  it('keeps the order of the fields', () => {
    expect(Object.keys(Object(set('[]', ['seqs'])))).toEqual(
      Object.keys(body).map((key) => (key === 'Seqs' ? 'seqs' : key)),
    );
    expect(Object.keys(Object(set('1', ['new']))).at(-1)).toBe('new');
  });

  it('sends the spelling of the docs instead of the one of OpenIM, and says so', () => {
    expect(set('[1,2]', ['seqs'])).toMatchObject({ seqs: [1, 2] });
    expect(set('[1,2]', ['seqs'])).not.toHaveProperty('Seqs');
    expect(warnings('[1,2]', ['seqs'])).toEqual(['OpenIM writes Seqs; it is sent as seqs instead']);
  });

  it('sets a field that OpenIM does not have, and says so', () => {
    expect(set('1', ['users', '0', 'age'])).toMatchObject({ users: [{ age: 1 }] });
    expect(warnings('1', ['users', '0', 'age'])).toEqual([
      'OpenIM has no field users.0.age here; it is sent all the same',
    ]);
  });

  it('says when the type is not the one OpenIM sends', () => {
    expect(set('many', ['Seqs'])).toMatchObject({ Seqs: 'many' });
    expect(warnings('many', ['Seqs'])).toEqual(['OpenIM sends Seqs as a list, this is text']);
    expect(warnings('x', ['signal'])).toEqual(['OpenIM sends signal as an object, this is text']);
    expect(warnings('null', ['Seqs'])).toEqual([]);
  });

  it.each<[[string, ...string[]], string]>([
    [['userID', 'a'], 'userID is text'],
    [['Seqs', '0', 'a'], 'Seqs.0 is a number'],
    [['Seqs', '3'], 'Seqs has 2 elements'],
    [['Seqs', 'first'], 'Seqs has 2 elements'],
    [['Seqs', '-1'], 'Seqs has 2 elements'],
  ])('refuses the path %j', (path, message) => {
    expect(() => set('1', path)).toThrow(UsageError);
    expect(() => set('1', path)).toThrow(message);
  });

  it('sets any name to any text as an own field, and nothing else', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor')),
        fc.string(),
        (name, text) => {
          const from: Record<string, unknown> = { kept: 1 };
          const value = Object(set(JSON.stringify(text), [name], from));
          expect(Object.entries(value)).toEqual(
            name.toLowerCase() === 'kept'
              ? [[name, expect.anything()]]
              : expect.arrayContaining([[name, text]]),
          );
          expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
          expect(from).toEqual({ kept: 1 });
        },
      ),
    );
  });
});
