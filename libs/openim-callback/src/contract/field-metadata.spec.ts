import { StringField } from './fields.js';
import { declareField, fieldsOf } from './field-metadata.js';

class Base {
  @StringField({ wire: 'Name' })
  name = '';

  @StringField({ nullable: true })
  ex: string | null = null;
}

class Derived extends Base {
  @StringField()
  more = '';

  @StringField({ wire: ['Label', 'label'] })
  override name = '';
}

class Sibling extends Base {}

const names = (type: new () => object): string[] => fieldsOf(type).map((field) => field.name);

describe('fieldsOf', () => {
  it('lists the fields in order of declaration, inherited ones first', () => {
    expect(names(Base)).toEqual(['name', 'ex']);
    expect(names(Derived)).toEqual(['name', 'ex', 'more']);
  });

  it('lets a class declare an inherited field anew, without changing the base', () => {
    expect(fieldsOf(Derived)[0]?.wire).toEqual(['Label', 'label', 'name']);
    expect(fieldsOf(Base)[0]?.wire).toEqual(['Name', 'name']);
  });

  it('keeps the fields of one class from its siblings', () => {
    expect(names(Sibling)).toEqual(['name', 'ex']);
  });

  it('tells what null means', () => {
    expect(fieldsOf(Base).map((field) => field.nullable)).toEqual([false, true]);
  });

  it('finds nothing on a class without declarations', () => {
    expect(fieldsOf(class {})).toEqual([]);
  });

  it('collects the fields of a class once', () => {
    expect(fieldsOf(Derived)).toBe(fieldsOf(Derived));
  });
});

describe('declareField', () => {
  it('adds to what is declared already', () => {
    class Late {}
    declareField(Late.prototype, { name: 'one', wire: ['one'], nullable: false });
    declareField(Late.prototype, { name: 'two', wire: ['two'], nullable: false });

    expect(names(Late)).toEqual(['one', 'two']);
  });
});
