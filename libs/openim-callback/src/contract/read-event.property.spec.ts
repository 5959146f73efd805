import fc from 'fast-check';
import { cases } from '../../../../test/support/property-cases.js';
import { fieldsOf } from './field-metadata.js';
import { allDefinitions, InvalidEventError, readEvent, type Definition } from './index.js';

/** The declared types, by name: a field of one name has one type wherever it is. */
const BOOLEANS = [
  'iOSBadgeCount',
  'isAppBackground',
  'isPinned',
  'isPrivateChat',
  'isMarked',
  'displayIsRead',
];
const OBJECT_LISTS = ['users', 'memberList', 'initMemberList'];
const STRING_LISTS = [
  'atUserIDList',
  'userIDList',
  'friendUserIDs',
  'kickedUserIDs',
  'invitedUserIDs',
  'memberUserIDs',
  'muteBypassUserIDs',
];
const INTEGERS =
  /(seq|Time|Type|Num|platformID|PlatformID|status|msgFrom|Opt|Duration|roleLevel|RoleLevel|needVerification|lookMemberInfo|applyMemberFriend|memberCount|handleResult|joinSource|Level|keyVersion|addFriendPermission)$/;

type Kind = 'string' | 'integer' | 'boolean' | 'strings' | 'integers' | 'objects';

function kindOf(name: string): Kind {
  if (BOOLEANS.includes(name)) return 'boolean';
  if (OBJECT_LISTS.includes(name)) return 'objects';
  if (STRING_LISTS.includes(name)) return 'strings';
  if (name === 'seqs') return 'integers';
  return INTEGERS.test(name) ? 'integer' : 'string';
}

const isInstance: Record<Kind, (value: unknown) => boolean> = {
  string: (value) => typeof value === 'string',
  integer: (value) => Number.isSafeInteger(value),
  boolean: (value) => typeof value === 'boolean',
  strings: (value) => Array.isArray(value) && value.every(isInstance.string),
  integers: (value) => Array.isArray(value) && value.every(isInstance.integer),
  objects: (value) =>
    Array.isArray(value) &&
    value.every((each) => Object.entries(each).every(([name, inner]) => isInstance[kindOf(name)](inner))),
};

/** The fields that pushes have only with texts for it, and those of the Enterprise edition. */
const OPTIONAL = ['title', 'desc', 'iOSPushSound', 'iOSBadgeCount', 'signalInfo'];
const ENTERPRISE = ['keyVersion', 'recvID', 'displayIsRead', 'muteBypassUserIDs', 'isMarked'];

const isOptional = ({ service }: Definition, name: string): boolean =>
  [...OPTIONAL, ...ENTERPRISE].includes(name) || (service === 'openim-push' && name === 'ex');

function expectDeclaredTypes(definition: Definition, event: object): void {
  for (const { name, nullable } of fieldsOf(definition.event)) {
    const value: unknown = Reflect.get(event, name);
    if (nullable && value === null) continue;
    if (value === undefined && isOptional(definition, name)) continue;
    expect({ name, ok: isInstance[kindOf(name)](value) }).toEqual({ name, ok: true });
  }
}

const deep = (open: string, close: string, levels: number): string =>
  open.repeat(levels) + close.repeat(levels);

const value: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.json() },
  {
    weight: 3,
    arbitrary: fc
      .oneof(fc.string(), fc.integer(), fc.maxSafeInteger(), fc.boolean())
      .map((v) => JSON.stringify(v)),
  },
  {
    weight: 2,
    arbitrary: fc.array(fc.oneof(fc.string(), fc.maxSafeInteger())).map((v) => JSON.stringify(v)),
  },
  fc.constantFrom(
    'null',
    '1e400',
    '-0',
    '9007199254740993',
    '"\\u0002"',
    '"[\\"u1\\"]"',
    '{"value":null}',
    '{"value":{"value":1}}',
    '{"constructor":1,"hasOwnProperty":1}',
    '{"__proto__":{"then":1}}',
    '[{"userID":"u1"},{"userID":"u2","ex":""}]',
    '[[{"userID":"u1"}]]',
    '[null]',
    deep('[', ']', 64),
    deep('[', ']', 20_000),
    `${'{"users":'.repeat(20_000)}1${'}'.repeat(20_000)}`,
  ),
);

const strangeKey = fc.oneof(
  fc.string(),
  fc.constantFrom('__proto__', 'constructor', 'hasOwnProperty', 'toString', 'callbackCommand', 'valueOf'),
);

const bodyOf = (definition: Definition): fc.Arbitrary<Record<string, unknown>> => {
  const spelling = fc.constantFrom(...fieldsOf(definition.event).flatMap((field) => field.wire));
  const key = fc.oneof({ weight: 4, arbitrary: spelling }, { weight: 1, arbitrary: strangeKey });
  return fc
    .array(fc.tuple(key, value), { maxLength: 6 })
    .map((pairs) => JSON.parse(`{${pairs.map(([name, text]) => `${JSON.stringify(name)}:${text}`).join()}}`));
};

const rightValue: Record<Kind, fc.Arbitrary<unknown>> = {
  string: fc.string({ unit: 'binary' }),
  integer: fc.nat(2 ** 31 - 1),
  boolean: fc.boolean(),
  strings: fc.array(fc.string()),
  integers: fc.array(fc.maxSafeInteger()),
  objects: fc.array(fc.record({ userID: fc.string(), more: fc.jsonValue() })),
};

const rightBodyOf = (definition: Definition): fc.Arbitrary<Record<string, unknown>> =>
  fc.record(
    Object.fromEntries(
      fieldsOf(definition.event).map(({ name, wire }) => [
        wire[0] ?? name,
        fc.option(rightValue[kindOf(name)]),
      ]),
    ),
    { requiredKeys: [] },
  );

describe.each(allDefinitions())('$key', (definition) => {
  it('is read with every field of its declared type, or turned down with an InvalidEventError', () => {
    fc.assert(
      fc.property(bodyOf(definition), (body) => {
        try {
          const event = readEvent(definition.event, body);
          expect(event).toBeInstanceOf(definition.event);
          expect(event.callbackCommand).toBe(definition.command);
          expectDeclaredTypes(definition, event);
        } catch (error) {
          if (!(error instanceof InvalidEventError)) throw error;
          expect(error.problems.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: cases(20) },
    );
  });

  it('is read from every body of the right types, with its values', () => {
    fc.assert(
      fc.property(rightBodyOf(definition), (body) => {
        const event = readEvent(definition.event, body);
        expectDeclaredTypes(definition, event);
        for (const { name, wire, type } of fieldsOf(definition.event)) {
          const sent = body[wire[0] ?? name] ?? undefined;
          if (sent !== undefined && !type && name !== 'groupType')
            expect(Reflect.get(event, name)).toEqual(sent);
        }
      }),
      { numRuns: cases(20) },
    );
  });

  it('has keys of every event, and the same ones for the same event', () => {
    fc.assert(
      fc.property(rightBodyOf(definition), (body) => {
        const keys = [0, 1].map(() => {
          const event = readEvent(definition.event, body);
          return [definition.orderingKey?.(event), definition.idempotencyKey?.(event)];
        });
        expect(keys[0]).toEqual(keys[1]);
        for (const key of keys.flat()) expect(['string', 'undefined']).toContain(typeof key);
        expect(keys[0]?.[1]).not.toBe('');
      }),
      { numRuns: cases(10) },
    );
  });
});
