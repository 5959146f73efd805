import fc from 'fast-check';
import { exampleBody, marshal, wireCommands } from 'openim-sender';

/** A change of a body, before or after it is written. */
type Mutation =
  | {
      readonly kind: 'set' | 'rename' | 'delete';
      readonly at: number;
      readonly name: string;
      readonly value: unknown;
    }
  | { readonly kind: 'flip' | 'cut' | 'insert' | 'repeat'; readonly at: number; readonly bytes: Uint8Array }
  | { readonly kind: 'splice'; readonly at: number; readonly text: string };

const NAMES = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'then',
  'callbackCommand',
  'CallbackCommand',
  'operationID',
  'seqs',
  'Seqs',
  'users',
  'memberList',
  'value',
  '',
  '0',
];

/** Texts that break JSON or what reads it, put anywhere. */
const TEXTS = [
  '1e400',
  '-1e400',
  '9007199254740993',
  '-9223372036854775808',
  '1.0',
  '-0',
  '1'.repeat(400),
  'null',
  '"',
  '\\',
  '\\ud800',
  '\u0000',
  '\ufeff',
  '{}',
  '[]',
  ',',
  '}{',
  '['.repeat(70),
  '{"a":'.repeat(70),
  '['.repeat(3000),
  '"__proto__":{"polluted":1},',
  '"callbackCommand":"callbackBeforeAddFriendCommand",',
  '/* */',
];

const VALUES = fc.oneof(
  fc.constantFrom(
    null,
    true,
    false,
    0,
    -1,
    1.5,
    2 ** 31,
    2 ** 53,
    Number.MAX_VALUE,
    '',
    '\u0002',
    '2',
    '[]',
    '{',
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom<unknown>([], {}, [null], [[[]]], { value: 'x' }, { value: null }, [{ userID: 5 }], {
    length: 9,
  }),
  fc.jsonValue({ maxDepth: 3 }),
);

const at = fc.nat(10_000);

const MUTATION: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('set' as const, 'set' as const, 'rename' as const, 'delete' as const),
    at,
    name: fc.oneof(fc.constantFrom(...NAMES), fc.string({ maxLength: 8 })),
    value: VALUES,
  }),
  fc.record({
    kind: fc.constantFrom('flip' as const, 'cut' as const, 'insert' as const, 'repeat' as const),
    at,
    bytes: fc.uint8Array({ minLength: 1, maxLength: 4 }),
  }),
  fc.record({ kind: fc.constant('splice' as const), at, text: fc.constantFrom(...TEXTS) }),
);

/** A body that began as one of OpenIM's, and the command it began as. */
export interface HostileBody {
  readonly command: string;
  readonly raw: Buffer;
}

/** Valid bodies, with none to four changes. */
export const mutatedBodies: fc.Arbitrary<HostileBody> = fc
  .record({ row: fc.nat(wireCommands.length - 1), mutations: fc.array(MUTATION, { maxLength: 4 }) })
  .map(({ row, mutations }) => {
    const command = wireCommands[row]?.command ?? '';
    return { command, raw: mutate(exampleBody(command), mutations) };
  });

/** JSON of any kind, for any command. */
export const jsonBodies: fc.Arbitrary<HostileBody> = fc
  .record({ row: fc.nat(wireCommands.length - 1), text: fc.json({ maxDepth: 4 }) })
  .map(({ row, text }) => ({ command: wireCommands[row]?.command ?? '', raw: Buffer.from(text) }));

/** Bytes of any kind, for any command. */
export const byteBodies: fc.Arbitrary<HostileBody> = fc
  .record({ row: fc.nat(wireCommands.length - 1), bytes: fc.uint8Array({ maxLength: 200 }) })
  .map(({ row, bytes }) => ({ command: wireCommands[row]?.command ?? '', raw: Buffer.from(bytes) }));

function mutate(body: Record<string, unknown>, mutations: readonly Mutation[]): Buffer {
  for (const mutation of mutations) if ('name' in mutation) change(body, mutation);
  let raw: Buffer = Buffer.from(marshal(body));
  for (const mutation of mutations) if (!('name' in mutation)) raw = damage(raw, mutation);
  return raw;
}

function change(
  body: Record<string, unknown>,
  { kind, at: index, name, value }: Extract<Mutation, { name: string }>,
): void {
  const names = Object.keys(body);
  const chosen = names[index % names.length] ?? name;
  const own = (key: string, held: unknown): unknown =>
    Object.defineProperty(body, key, { value: held, enumerable: true, configurable: true, writable: true });
  if (kind === 'set') own(index % 2 === 0 ? chosen : name, value);
  if (kind === 'rename') own(index % 2 === 0 ? name : chosen.toUpperCase(), body[chosen]);
  if (kind !== 'set') Reflect.deleteProperty(body, chosen);
}

function damage(raw: Buffer, mutation: Exclude<Mutation, { name: string }>): Buffer {
  const index = raw.length === 0 ? 0 : mutation.at % raw.length;
  const [before, after] = [raw.subarray(0, index), raw.subarray(index)];
  if (mutation.kind === 'splice') return Buffer.concat([before, Buffer.from(mutation.text), after]);
  const bytes = Buffer.from(mutation.bytes);
  switch (mutation.kind) {
    case 'flip':
      return Buffer.concat([before, bytes, after.subarray(bytes.length)]);
    case 'cut':
      return Buffer.from(before);
    case 'insert':
      return Buffer.concat([before, bytes, after]);
    default:
      return Buffer.concat([raw, after]);
  }
}
