import {
  Allow,
  IsEmail,
  IsInt,
  IsOptional,
  IsString,
  Max,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { allDefinitions } from './index.js';
import { createValidationPlan } from './validation-plan.js';

/** A class with decorators on its properties. */
function classWith(properties: Readonly<Record<string, readonly PropertyDecorator[]>>): new () => object {
  const type = class {};
  for (const [name, decorators] of Object.entries(properties)) {
    for (const decorate of decorators) decorate(type.prototype, name);
  }
  return type;
}

const namesIn = (type: new () => object): unknown => createValidationPlan(type)?.map(({ name }) => name);

describe('createValidationPlan', () => {
  it.each(allDefinitions())('knows every rule of $key', ({ event }) => {
    expect(createValidationPlan(event)).toBeDefined();
  });

  it('has the rules of each property with their limits', () => {
    const type = classWith({ age: [IsInt(), Max(7)], tags: [IsString({ each: true })] });

    expect(createValidationPlan(type)).toEqual([
      {
        name: 'age',
        optional: false,
        nested: false,
        // Decorators are noted in the order they are applied.
        rules: [
          { test: expect.anything(), limit: undefined, each: false },
          { test: expect.anything(), limit: 7, each: false },
        ],
      },
      {
        name: 'tags',
        optional: false,
        nested: false,
        rules: [{ test: expect.anything(), limit: undefined, each: true }],
      },
    ]);
  });

  it('knows what is optional, and what is nested', () => {
    const type = classWith({ a: [IsOptional(), IsInt()], b: [ValidateNested()], c: [Allow()] });

    expect(createValidationPlan(type)).toMatchObject([
      { name: 'a', optional: true, nested: false },
      { name: 'b', optional: false, nested: true },
      { name: 'c', optional: false, nested: false, rules: [] },
    ]);
  });

  it('has the inherited properties too', () => {
    const base = classWith({ inherited: [IsString()] });
    const type = class extends base {};
    IsInt()(type.prototype, 'own');

    expect(namesIn(type)).toEqual(['own', 'inherited']);
  });

  it.each([
    ['a rule it does not know', { a: [IsString(), IsEmail()] }],
    ['a condition', { a: [IsString(), ValidateIf(() => true)] }],
    ['a rule with a condition of its own', { a: [IsString({ validateIf: () => true })] }],
    ['no decorator at all', {}],
  ])('is none of a class with %s', (_what, properties) => {
    expect(createValidationPlan(classWith(properties))).toBeUndefined();
  });
});
