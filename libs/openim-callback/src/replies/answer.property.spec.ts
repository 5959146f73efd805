import fc from 'fast-check';
import { cases } from '../../../../test/support/property-cases.js';
import { allDefinitions, type BeforeDefinition, type OpenImEvent } from '../contract/index.js';
import { fieldsOf } from '../contract/field-metadata.js';
import { ALLOW_BYTES, allowBytes, refusalBytes } from './answer.js';
import { answerRules } from './field-rules.js';
import { InvalidReplyError } from './invalid-reply.error.js';
import { readReply } from './read-reply.js';
import { refuse } from './reply.js';

type Check = (value: unknown) => boolean;

/** A type of OpenIM's answers: what has it, and values that a listener gives for it. */
interface Kind {
  readonly check: Check;
  readonly right: fc.Arbitrary<unknown>;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const string: Kind = { check: (value) => typeof value === 'string', right: fc.string({ unit: 'binary' }) };
const boolean: Kind = { check: (value) => typeof value === 'boolean', right: fc.boolean() };
const int32: Kind = {
  check: (value) => Number.isInteger(value) && Number(value) >= -(2 ** 31) && Number(value) < 2 ** 31,
  right: fc.integer(),
};
const int64: Kind = { check: (value) => Number.isSafeInteger(value), right: fc.maxSafeInteger() };
const strings: Kind = {
  check: (value) => Array.isArray(value) && value.every(string.check),
  right: fc.array(fc.string()),
};
const booleans: Kind = {
  check: (value) => isObject(value) && Object.values(value).every(boolean.check),
  right: fc.dictionary(fc.string(), fc.boolean()),
};
const jsonObject: Kind = {
  check: (value) => typeof value === 'string' && isObject(JSON.parse(value)),
  right: fc.dictionary(fc.string(), fc.jsonValue()).map((each) => JSON.stringify(each)),
};

/** What a listener gives for a field in the sane spelling, where OpenIM's is another. */
const saneName = (wire: string): string => (wire === 'appMangerLevel' ? 'appManagerLevel' : wire);

const object = (fields: Readonly<Record<string, Kind>>): Kind => ({
  check: (value) =>
    isObject(value) && Object.entries(value).every(([name, inner]) => fields[name]?.check(inner) === true),
  right: fc.record(
    Object.fromEntries(Object.entries(fields).map(([name, kind]) => [saneName(name), kind.right])),
    { requiredKeys: [] },
  ),
});

/** A list that is sent only when somebody is in it, and of which every entry names its user. */
const people = (fields: Readonly<Record<string, Kind>>): Kind => {
  const person = object({
    ...fields,
    userID: { ...string, right: fc.constantFrom('u1', 'u2', 'u3', 'u4', '') },
  });
  const stranger = fc.constantFrom(
    null,
    'u1',
    {},
    { userID: 'u1', age: 5 },
    { userID: 'u1', appMangerLevel: 1 },
  );
  return {
    check: (value) =>
      Array.isArray(value) &&
      value.length > 0 &&
      value.every((each: unknown) => person.check(each) && isObject(each) && Boolean(each['userID'])),
    right: fc.array(fc.oneof({ weight: 9, arbitrary: person.right }, { weight: 2, arbitrary: stranger })),
  };
};

const named = (kind: Kind, ...names: string[]): Record<string, Kind> =>
  Object.fromEntries(names.map((name) => [name, kind]));

const profile = named(string, 'userID', 'nickname', 'faceURL', 'ex');

/** The types of OpenIM's answer structs, in wire spelling; a field of one name has one type in all of them. */
const KINDS: Readonly<Record<string, Kind>> = {
  ...named(string, 'recvID', 'groupID', 'clientMsgID', 'serverMsgID', 'senderNickname', 'senderFaceURL'),
  ...named(string, 'attachedInfo', 'ex', 'remark', 'groupName', 'introduction', 'faceURL', 'notification'),
  ...named(string, 'ownerUserID', 'creatorUserID', 'nickName'),
  ...named(int32, 'senderPlatformID', 'sessionType', 'msgFrom', 'contentType', 'status', 'groupType'),
  ...named(int32, 'needVerification', 'lookMemberInfo', 'applyMemberFriend', 'roleLevel', 'recvMsgOpt'),
  ...named(int32, 'burnDuration', 'groupAtType'),
  ...named(boolean, 'isPinned', 'isPrivateChat', 'isMarked'),
  ...named(strings, 'atUserIDList', 'userIDList', 'friendUserIDs'),
  content: jsonObject,
  options: booleans,
  offlinePushInfo: object({
    ...named(string, 'title', 'desc', 'ex', 'iOSPushSound', 'signalInfo'),
    iOSBadgeCount: boolean,
  }),
  memberCallbackList: people({ ...profile, roleLevel: int32, muteEndTime: int64 }),
  users: people({
    ...profile,
    createTime: int64,
    appMangerLevel: int32,
    globalRecvMsgOpt: int32,
    status: int32,
    addFriendPermission: int32,
    category: string,
  }),
};

const before = allDefinitions().filter((each) => each.phase === 'before');

const anything = fc.oneof(
  fc.anything({
    withBigInt: true,
    withBoxedValues: true,
    withDate: true,
    withMap: true,
    withNullPrototype: true,
    withObjectString: true,
    withSet: true,
    withSparseArray: true,
    withTypedArray: true,
    stringUnit: 'binary',
  }),
  fc.constantFrom('', [], {}, [null], -0, NaN, 2 ** 31, 2 ** 53, Infinity, undefined),
);

const wiresOf = (definition: BeforeDefinition): ReadonlyMap<string, string> =>
  new Map(fieldsOf(definition.reply).map(({ name, wire }) => [name, wire[0] ?? name]));

const strange = fc.constantFrom(
  '__proto__',
  'constructor',
  'actionCode',
  'nextCode',
  'errCode',
  'nickName',
  '',
);

const fieldsFor = (definition: BeforeDefinition): fc.Arbitrary<object> => {
  const ruled = Object.keys(answerRules[definition.command]?.fields ?? {});
  const pairs = [...wiresOf(definition), ...ruled.map((name) => [name, name] as const)].map(
    ([name, wire]) => {
      const right = KINDS[wire]?.right ?? anything;
      return fc.tuple(
        fc.constant(name),
        fc.oneof({ weight: 9, arbitrary: right }, { weight: 1, arbitrary: anything }),
      );
    },
  );
  const pair = fc.oneof(...pairs.map((arbitrary) => ({ weight: 9, arbitrary })), {
    weight: 1,
    arbitrary: fc.tuple(strange, anything),
  });
  return fc.array(pair, { maxLength: 3 }).map((each) => Object.fromEntries(each));
};

/** Events of which some change what the rules look at, and some do not. */
const eventOf = (definition: BeforeDefinition): fc.Arbitrary<OpenImEvent> =>
  fc
    .record({
      groupID: fc.string(),
      nickname: fc.option(fc.string(), { freq: 1 }),
      faceURL: fc.option(fc.string(), { freq: 1 }),
      contentType: fc.constantFrom(1, 101, 1500),
    })
    .map((some) => {
      const event = new definition.event();
      // Null is a value of the fields that can be unchanged, and of no others.
      const own = Object.entries(some).filter(
        ([name, value]) => name in event && (value !== null || Reflect.get(event, name) === null),
      );
      return Object.assign(event, Object.fromEntries(own));
    });

/** How many fields there are inside a value, without those that are null or undefined. */
function countInside(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, each: unknown) => sum + countInside(each), 0);
  if (!isObject(value)) return 0;
  return Object.values(value).filter((each) => each !== undefined && each !== null).length;
}

interface Answered {
  readonly answer: Record<string, unknown>;
  readonly warnings: readonly string[];
}

function answerTo(definition: BeforeDefinition, event: OpenImEvent, fields: object): Answered | undefined {
  try {
    const { fields: changes, warnings } = readReply(definition, event, fields);
    const bytes = allowBytes(definition, event, changes, { callbackCommand: definition.command });
    return { answer: JSON.parse(bytes.toString()) as Record<string, unknown>, warnings };
  } catch (error) {
    if (error instanceof InvalidReplyError) return undefined;
    throw error;
  }
}

describe.each(before)('$key', (definition) => {
  const wires = wiresOf(definition);
  const echoed = answerRules[definition.command]?.echo ?? [];

  it('answers with the declared types, or throws an InvalidReplyError, and drops nothing unsaid', () => {
    fc.assert(
      fc.property(eventOf(definition), fieldsFor(definition), (event, fields) => {
        const answered = answerTo(definition, event, fields);
        if (!answered) return;
        const { actionCode, errCode, errMsg, errDlt, nextCode, ...rest } = answered.answer;
        expect({ actionCode, errCode, errMsg, errDlt, nextCode }).toEqual(JSON.parse(ALLOW_BYTES.toString()));
        for (const [name, sent] of Object.entries(rest)) {
          const ok = (sent === null && echoed.includes(name)) || KINDS[name]?.check(sent) === true;
          expect({ name, sent, ok }).toEqual({ name, sent, ok: true });
        }
        for (const [name, given] of Object.entries(fields)) {
          const sent = rest[wires.get(name) ?? name];
          const said = answered.warnings.some((each) =>
            each.startsWith(`${definition.key}: ${name} was dropped`),
          );
          const whole = sent !== undefined && countInside(sent) >= countInside(given);
          // An unchanged content need not be sent.
          const same =
            name === 'content' && new Map<string, unknown>(Object.entries(event)).get(name) === given;
          expect({ name, ok: said || whole || same || given === undefined || given === null }).toEqual({
            name,
            ok: true,
          });
        }
      }),
      { numRuns: cases(50) },
    );
  });

  it('never has what OpenIM crashes on or redirects', () => {
    const traps: Partial<Record<string, (answer: object, asked: ReadonlyMap<string, unknown>) => boolean>> = {
      beforeSetGroupInfo: (answer, asked) => Reflect.get(answer, 'groupID') === asked.get('groupID'),
      beforeSetGroupInfoEx: (answer, asked) => Reflect.get(answer, 'groupID') === asked.get('groupID'),
      beforeMsgModify: (answer) => !('offlinePushInfo' in answer),
      beforeUpdateUserInfoEx: (answer, asked) =>
        !('ex' in answer) &&
        !(asked.get('nickname') === null && 'nickName' in answer) &&
        !(asked.get('faceURL') === null && 'faceURL' in answer),
    };
    const isSafe = traps[definition.key] ?? (() => true);
    fc.assert(
      fc.property(eventOf(definition), fieldsFor(definition), (event, fields) => {
        const answered = answerTo(definition, event, fields);
        const asked = new Map<string, unknown>(Object.entries(event));
        expect(answered === undefined || isSafe(answered.answer, asked)).toBe(true);
      }),
      { numRuns: cases(50) },
    );
  });

  it('is answered often enough for these tests to test something', () => {
    const samples = fc.sample(fc.tuple(eventOf(definition), fieldsFor(definition)), {
      numRuns: 100,
      seed: 1,
    });
    const answered = samples.filter(([event, fields]) => answerTo(definition, event, fields));
    expect(answered.length).toBeGreaterThan(10);
  });
});

describe('a refusal', () => {
  it('always has the one shape that OpenIM refuses on', () => {
    const text = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 2 ** 31 - 1 }), text, text, (errCode, errMsg, errDlt) => {
        const bytes = refusalBytes(refuse(errCode, errMsg, errDlt)).toString();
        const expected = { actionCode: 0, errCode, errMsg, errDlt, nextCode: 1 };
        expect(JSON.parse(bytes)).toStrictEqual(expected);
        expect(Object.keys(JSON.parse(bytes) as object)).toEqual(Object.keys(expected));
      }),
    );
  });
});

describe('the checker of these tests', () => {
  it('knows every field that an answer can have', () => {
    const wires = before.flatMap((each) => fieldsOf(each.reply).map(({ name, wire }) => wire[0] ?? name));
    expect([...new Set(wires)].filter((name) => !KINDS[name])).toEqual([]);
  });

  it.each([
    ['contentType', '101'],
    ['contentType', 1.5],
    ['options', { a: 1 }],
    ['userIDList', [null]],
    ['users', [{ userID: '' }]],
    ['users', [{ userID: 'u1', appManagerLevel: 1 }]],
    ['offlinePushInfo', { title: 1 }],
    ['content', '[]'],
  ])('finds %s wrong when it is %p', (name, wrong) => {
    expect(KINDS[name]?.check(wrong)).toBe(false);
  });
});
