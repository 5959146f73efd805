import { validateSync } from 'class-validator';
import fc from 'fast-check';
import { cases } from '../../../../test/support/property-cases.js';
import { fieldsOf } from './field-metadata.js';
import { allDefinitions, InvalidEventError, readEvent, type Definition, type OpenImEvent } from './index.js';
import { isSurelyValid } from './is-surely-valid.js';
import { describeErrors } from './read-event.js';
import { readFields } from './read-fields.js';

const events = allDefinitions();
const replies = events.filter((each) => each.phase === 'before');

/** The integers at which Go's types, and JavaScript's, begin and end. */
const EDGES = [2 ** 31, -(2 ** 31), 2 ** 32, 0, 2 ** 53, -(2 ** 53)].flatMap((edge) => [
  edge - 1,
  edge,
  edge + 1,
]);

/** Values at the edges of the contract's types, and of none of them. */
const scalar = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constantFrom(
    null,
    undefined,
    '',
    '{}',
    '[]',
    ...[-0, 1.5, Number.NaN, Number.POSITIVE_INFINITY, ...EDGES],
  ),
);

const anything = fc.oneof(
  { weight: 4, arbitrary: scalar },
  { weight: 2, arbitrary: fc.array(scalar, { maxLength: 4 }) },
  { weight: 1, arbitrary: fc.dictionary(fc.string(), scalar, { maxKeys: 3 }) },
  {
    weight: 1,
    arbitrary: fc.anything({ withSparseArray: true, withSet: true, withMap: true, withDate: true }),
  },
);

/** An instance of a class with anything in any of its fields; the objects in it may be of the class declared. */
function instanceOf(type: new () => object): fc.Arbitrary<object> {
  const fields = fieldsOf(type).map(({ name, type: inner }) => {
    const nested = inner ? instanceOf(inner()) : fc.constant({});
    const value = fc.oneof(anything, nested, fc.array(fc.oneof(nested, scalar), { maxLength: 3 }));
    return [name, inner ? value : anything] as const;
  });
  return fc
    .record(Object.fromEntries(fields), { requiredKeys: [] })
    .map((values) => Object.assign(new type(), values));
}

/** What a body may hold: with keys of every spelling, strangers among them. */
function bodyOf({ event }: Definition): fc.Arbitrary<Record<string, unknown>> {
  const spellings = fieldsOf(event).flatMap(({ wire }) => wire);
  const key = fc.constantFrom(...spellings, '__proto__', 'constructor', 'toString', 'callbackCommand');
  const value = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.constantFrom(...EDGES, EDGES),
    fc.nat().map(String),
    fc.array(fc.record({ userID: fc.string(), nickname: fc.jsonValue() }, { requiredKeys: [] })),
    fc.constantFrom('\u0002', '', '["u1"]', { value: null }, { value: 1 }, { value: { value: 1 } }),
  );
  return fc
    .array(fc.tuple(key, value), { maxLength: 8 })
    .map((pairs) =>
      JSON.parse(`{${pairs.map((pair) => pair.map((part) => JSON.stringify(part)).join(':')).join()}}`),
    );
}

/** What reading came to: the event, or the sentences about it. */
function outcomeOf(read: () => OpenImEvent): unknown {
  try {
    return read();
  } catch (error) {
    if (error instanceof InvalidEventError) return error.problems;
    throw error;
  }
}

/** As it would be read if class-validator were asked each time. */
function askingEachTime({ event: type }: Definition, body: Readonly<Record<string, unknown>>): OpenImEvent {
  const event = readFields(type, body);
  const errors = validateSync(event, { forbidUnknownValues: true });
  if (errors.length > 0) throw new InvalidEventError(event.callbackCommand, describeErrors(errors));
  return event;
}

const ofClassValidator = (instance: object): boolean =>
  validateSync(instance, { forbidUnknownValues: true }).length === 0;

describe.each(events)('$key', (definition) => {
  it('has a plan that never says yes where class-validator says no', () => {
    fc.assert(
      fc.property(instanceOf(definition.event), (event) => {
        if (isSurelyValid(event)) expect(validateSync(event)).toEqual([]);
      }),
      { numRuns: cases(40) },
    );
  });

  it('has a plan that says of every body what class-validator says', () => {
    fc.assert(
      fc.property(bodyOf(definition), (body) => {
        const event = readFields(definition.event, body);
        expect(isSurelyValid(event)).toBe(ofClassValidator(event));
      }),
      { numRuns: cases(20) },
    );
  });

  it('is read from every body as if class-validator were asked each time, messages included', () => {
    fc.assert(
      fc.property(bodyOf(definition), (body) => {
        expect(outcomeOf(() => readEvent(definition.event, body))).toStrictEqual(
          outcomeOf(() => askingEachTime(definition, body)),
        );
      }),
      { numRuns: cases(20) },
    );
  });
});

describe.each(replies)('the reply of $key', ({ reply }) => {
  it('has a plan that never says yes where class-validator says no', () => {
    fc.assert(
      fc.property(instanceOf(reply), (instance) => {
        if (isSurelyValid(instance)) expect(validateSync(instance)).toEqual([]);
      }),
      { numRuns: cases(40) },
    );
  });
});
