import { plainToInstance, instanceToPlain } from 'class-transformer';
import { validateSync } from 'class-validator';
import {
  BooleanField,
  BooleanMapField,
  Int32Field,
  Int64Field,
  Int64ListField,
  JsonObjectTextField,
  ObjectField,
  ObjectListField,
  StringField,
  StringListField,
  Uint32Field,
} from './fields.js';
import { describeErrors } from './read-event.js';
import { readFields } from './read-fields.js';

class Inner {
  @StringField({ wire: 'Name' })
  name = '';
}

class Sample {
  @StringField({ wire: 'Text' }) text: unknown = '';
  @StringField({ nullable: true }) nullable: unknown = null;
  @StringField({ optional: true }) optional: unknown;
  @Int32Field() int32: unknown = 0;
  @Uint32Field() uint32: unknown = 0;
  @Int64Field() int64: unknown = 0;
  @BooleanField() boolean: unknown = false;
  @StringListField() strings: unknown = [];
  @Int64ListField() integers: unknown = [];
  @ObjectField(() => Inner) object: unknown = new Inner();
  @ObjectListField(() => Inner) objects: unknown = [];
  @BooleanMapField() flags: unknown = {};
  @JsonObjectTextField() json: unknown = '{}';
}

const problems = (body: object): string[] => describeErrors(validateSync(readFields(Sample, body)));

const valid: readonly (readonly [keyof Sample, readonly unknown[]])[] = [
  ['text', ['', 'x', '\u0000', '\ud800']],
  ['nullable', ['', 'x', null]],
  ['optional', ['', 'x', null, undefined]],
  ['int32', [0, -(2 ** 31), 2 ** 31 - 1]],
  ['uint32', [0, 2 ** 32 - 1]],
  ['int64', [0, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER]],
  ['boolean', [true, false]],
  ['strings', [[], ['', 'x'], null]],
  ['integers', [[], [0, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER], null]],
  ['object', [{}, { Name: 'x' }, { name: 'x' }, null]],
  ['objects', [[], [{}, { Name: 'x', more: 1 }], null]],
  ['flags', [{}, { history: true, unreadCount: false }, null]],
  ['json', ['{}', ' {"content":"hi"} ', null]],
];

const bad = {
  text: 'must be a string',
  integer: 'must be an integer number',
  map: 'must map names to booleans',
};
const invalid: readonly (readonly [keyof Sample, readonly unknown[], string])[] = [
  ['text', [0, true, [], {}, ['x']], bad.text],
  ['nullable', [0, false, [], {}], bad.text],
  ['optional', [0, false, [], {}], bad.text],
  ['int32', ['1', 1.5, true, [], {}, [1]], bad.integer],
  ['int32', [2 ** 31, 1e300], 'must not be greater than 2147483647'],
  ['int32', [-(2 ** 31) - 1], 'must not be less than -2147483648'],
  ['uint32', ['1', 1.5], bad.integer],
  ['uint32', [-1], 'must not be less than 0'],
  ['uint32', [2 ** 32], 'must not be greater than 4294967295'],
  ['int64', ['1', 1.5], bad.integer],
  ['int64', [2 ** 53, 1e300], 'must not be greater than 9007199254740991'],
  ['int64', [-(2 ** 53)], 'must not be less than -9007199254740991'],
  ['boolean', [0, 1, 'true', [], {}], 'must be a boolean value'],
  ['strings', ['x', {}, 1, true], 'must be an array'],
  ['strings', [[1], ['x', null], [['x']], [{}]], 'each value in strings must be a string'],
  ['integers', ['1', {}, 1], 'must be an array'],
  ['integers', [['1'], [1.5], [1, null], [[1]]], 'each value in integers must be an integer number'],
  ['integers', [[2 ** 53]], 'each value in integers must not be greater than 9007199254740991'],
  ['object', ['x', 1, true, [], [{}]], 'must be an object'],
  ['object', [{ Name: 1 }], 'object.name must be a string'],
  ['objects', ['x', {}, 1], 'must be an array'],
  ['objects', [[null], ['x'], [[]], [[{}]], [{}, 1]], 'each value in objects must be an object'],
  ['objects', [[{}, { Name: 1 }]], 'objects.1.name must be a string'],
  ['flags', ['x', 1, [], [true], { a: 1 }, { a: true, b: null }], bad.map],
  ['json', ['', 'text', '[]', '1', 'null', '{"a":', 1, {}, []], 'must be a string that holds a JSON object'],
];

describe('the field decorators', () => {
  it.each(valid.flatMap(([field, values]) => values.map((value) => [field, value] as const)))(
    'let %s be %j',
    (field, value) => {
      expect(problems({ [field]: value })).toEqual([]);
    },
  );

  it.each(
    invalid.flatMap(([field, values, problem]) => values.map((value) => [field, value, problem] as const)),
  )('do not let %s be %j', (field, value, problem) => {
    expect(problems({ [field]: value })).toEqual([expect.stringContaining(problem)]);
  });

  it('say of each problem which field it is in', () => {
    for (const [field, values] of invalid) {
      for (const value of values) {
        for (const problem of problems({ [field]: value })) expect(problem).toContain(field);
      }
    }
  });

  it('say one thing of each', () => {
    expect(problems({ objects: [null, 1], object: 'x', int32: 'x', strings: 1 })).toEqual([
      'int32 must be an integer number',
      'strings must be an array',
      'object must be an object',
      'each value in objects must be an object',
    ]);
  });

  it('need a name', () => {
    expect(() => StringField()({}, Symbol('field'))).toThrow(TypeError);
  });
});

describe("class-transformer, as the application's pipes use it", () => {
  const body = {
    Text: 'x',
    object: { Name: 'a' },
    objects: [{ Name: 'b' }],
    strings: ['y'],
    flags: { a: true },
    json: '{"a":1}',
  };

  it('leaves an instance as it is', () => {
    const sample = readFields(Sample, body);
    expect(plainToInstance(Sample, sample)).toEqual(sample);
    expect(plainToInstance(Sample, sample, { excludeExtraneousValues: true })).toEqual(sample);
    expect(Object.is(plainToInstance(Sample, sample).nullable, null)).toBe(true);
  });

  it('reads a wire body as readFields does', () => {
    const options = { excludeExtraneousValues: true, exposeUnsetFields: false };
    expect(plainToInstance(Sample, body, options)).toStrictEqual(readFields(Sample, body));
  });

  it('writes the sane spelling, as plain objects', () => {
    const { text, object, objects } = instanceToPlain(readFields(Sample, body));
    expect({ text, object, objects }).toStrictEqual({
      text: 'x',
      object: { name: 'a' },
      objects: [{ name: 'b' }],
    });
  });
});
