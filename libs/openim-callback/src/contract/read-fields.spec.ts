import { ObjectField, ObjectListField, StringField, StringListField } from './fields.js';
import { readFields } from './read-fields.js';
import { listFromText, valueFromWrapper } from './converters.js';

class Inner {
  @StringField({ wire: 'Name' })
  name = '';
}

class Outer {
  @StringField({ wire: ['OwnID', 'docs_id'] })
  ownID = 'none';

  @StringField({ nullable: true, convert: valueFromWrapper })
  ex: string | null = null;

  @StringField({ optional: true })
  title?: string;

  @StringListField({ convert: listFromText })
  list: string[] = [];

  @ObjectField(() => Inner, { optional: true })
  one?: Inner;

  @ObjectListField(() => Inner)
  many: Inner[] = [];
}

const read = (text: string): Outer => readFields(Outer, JSON.parse(text));

describe('readFields', () => {
  it.each(['OwnID', 'docs_id', 'ownID'])('reads the spelling %s', (spelling) => {
    expect(read(`{"${spelling}":"x"}`).ownID).toBe('x');
  });

  it("prefers OpenIM's spelling to the docs', and both to its own", () => {
    expect(read('{"ownID":"c","docs_id":"b","OwnID":"a"}').ownID).toBe('a');
    expect(read('{"ownID":"c","docs_id":"b"}').ownID).toBe('b');
  });

  it('leaves what is absent or null as the class initializes it', () => {
    expect(read('{}')).toStrictEqual(new Outer());
    expect(read('{"OwnID":null,"ex":null,"title":null,"list":null,"one":null,"many":null}')).toStrictEqual(
      new Outer(),
    );
  });

  it('takes what a reading makes of the value, null for absent', () => {
    expect(read('{"list":"[\\"a\\"]","ex":{"value":"x"}}')).toMatchObject({ list: ['a'], ex: 'x' });
    expect(read('{"ex":{"value":null}}').ex).toBeNull();
    expect(read('{"list":"null"}').list).toEqual([]);
  });

  it('makes instances of the objects inside', () => {
    const outer = read('{"one":{"Name":"a"},"many":[{"Name":"b"},{}]}');
    expect(outer.one).toStrictEqual(Object.assign(new Inner(), { name: 'a' }));
    expect(outer.many).toStrictEqual([Object.assign(new Inner(), { name: 'b' }), new Inner()]);
  });

  it('keeps what is no object, for the validation to find', () => {
    expect(read('{"one":"text"}').one).toBe('text');
    expect(read('{"one":[]}').one).toEqual([]);
    expect(read('{"many":"text"}').many).toBe('text');
  });

  it('keeps the place of list entries that are no objects', () => {
    expect(read('{"many":[{},null,"text",[{}],1]}').many).toStrictEqual([
      new Inner(),
      null,
      null,
      null,
      null,
    ]);
  });

  it('leaves every other key behind', () => {
    const outer = read('{"OwnID":"x","more":1,"ownid":"y","many":[{"Name":"a","more":1}]}');
    expect(Object.keys(outer).toSorted()).toEqual(['ex', 'list', 'many', 'ownID']);
    expect(Object.keys(outer.many[0] ?? {})).toEqual(['name']);
  });

  it('takes no inherited value for a sent one', () => {
    expect(readFields(Outer, Object.create({ OwnID: 'inherited' })).ownID).toBe('none');
  });

  it.each(['__proto__', 'constructor', 'hasOwnProperty', 'toString', 'then', 'toJSON'])(
    'is not disturbed by a key named %s, outside or inside',
    (key) => {
      const outer = read(`{"${key}":{"OwnID":"bad"},"ex":{"${key}":1},"many":[{"${key}":{"Name":"bad"}}]}`);

      expect(outer).toBeInstanceOf(Outer);
      expect(outer.ownID).toBe('none');
      expect(Object.hasOwn(outer, key)).toBe(false);
      expect(outer.many).toStrictEqual([new Inner()]);
      expect({}).not.toHaveProperty('OwnID');
    },
  );

  it('does not walk into what it does not read', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    expect(read(`{"OwnID":"x","more":${deep}}`).ownID).toBe('x');
    expect(read(`{"many":${deep}}`).many).toEqual([null]);
  });
});
