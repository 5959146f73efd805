import { validateSync } from 'class-validator';
import type { BeforeDefinition, OpenImEvent } from '../contract/definition.js';
import { findAlias } from '../contract/aliases.js';
import { fieldsOf } from '../contract/field-metadata.js';
import { readFields } from '../contract/read-fields.js';
import { foldKey, isRecord } from '../contract/records.js';
import { answerRules } from './field-rules.js';
import type { ProbeReport } from '../webhooks/probe.js';
import type { Refuse } from './reply.js';

const ALLOWED = { actionCode: 0, errCode: 0, errMsg: '', errDlt: '', nextCode: 0 } as const;

/** The bytes that let OpenIM go on, and that acknowledge an after callback. */
export const ALLOW_BYTES: Buffer = Buffer.from(JSON.stringify(ALLOWED));

/** The acknowledgement of an event that is in memory only, because storage fails; the same to OpenIM. */
export const HELD_BYTES: Buffer = Buffer.from(
  JSON.stringify({ ...ALLOWED, errMsg: 'held in memory until storage is back' }),
);

/** The bytes that let OpenIM go on, with what a probe wants to know. */
export const probeBytes = (probe: ProbeReport): Buffer => Buffer.from(JSON.stringify({ ...ALLOWED, probe }));

/**
 * The bytes that stop OpenIM: it refuses if, and only if, `actionCode` is 0 and `nextCode` is 1 (v3.7.0 to
 * main); with any other `actionCode` it goes on.
 */
export const refusalBytes = ({ errCode, errMsg, errDlt }: Omit<Refuse, 'kind' | symbol>): Buffer =>
  Buffer.from(JSON.stringify({ actionCode: 0, errCode, errMsg, errDlt, nextCode: 1 }));

/**
 * The bytes that let OpenIM go on with the given changes, and with the fields that it takes from the answer
 * whether they are there or not.
 *
 * @param body the request as it arrived, for the shapes of older versions
 */
export function allowBytes(
  definition: BeforeDefinition,
  event: Readonly<OpenImEvent>,
  changes: Readonly<Record<string, unknown>>,
  body: Readonly<Record<string, unknown>>,
): Buffer {
  const { echo, completed = {} } = answerRules[definition.command] ?? {};
  if (!echo && Object.keys(changes).length === 0) return ALLOW_BYTES;
  const sent = new Map(Object.entries(event));
  const fields = {
    ...(echo && unknownFields(definition.event, body)),
    ...toWire(definition.event, Object.fromEntries((echo ?? []).map((name) => [name, sent.get(name)]))),
    ...toWire(definition.reply, changes, body),
  };
  for (const [name, key] of Object.entries(completed)) fields[name] = complete(fields[name], body[name], key);
  const alias = findAlias(String(body['callbackCommand']));
  return Buffer.from(JSON.stringify({ ...ALLOWED, ...(alias ? alias.downgrade(fields, body) : fields) }));
}

/**
 * The bytes that let OpenIM go on with a request that could not be looked at: what it takes from the answer in
 * any case is repeated as far as it can be read.
 */
export function allowUnreadBytes(
  definition: BeforeDefinition,
  body: Readonly<Record<string, unknown>>,
): Buffer {
  const echo = answerRules[definition.command]?.echo;
  if (!echo) return ALLOW_BYTES;
  const event = readFields(definition.event, body);
  const unreadable = new Set(validateSync(event).map(({ property }) => property));
  const readable = Object.entries(event).filter(([name]) => echo.includes(name) && !unreadable.has(name));
  return Buffer.from(
    JSON.stringify({
      ...ALLOWED,
      ...unknownFields(definition.event, body),
      ...toWire(definition.event, Object.fromEntries(readable)),
    }),
  );
}

/**
 * Spells the fields of an event or a reply as OpenIM does, those of the objects inside it too.
 *
 * @param request what the answer is to: its spelling counts, since the Enterprise edition writes and reads some
 *   names in snake_case
 */
export function toWire(
  type: new () => object,
  fields: Readonly<Record<string, unknown>>,
  request: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  const declared = new Map(fieldsOf(type).map((field) => [field.name, field]));
  const isSnakeCase = Object.keys(request).some((name) => name.includes('_'));
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      const { wire = [], type: inner } = declared.get(name) ?? {};
      const spelling = isSnakeCase ? wire.find((each) => each.includes('_')) : undefined;
      return [spelling ?? wire[0] ?? name, inner ? objectsToWire(inner(), value) : value];
    }),
  );
}

function objectsToWire(type: new () => object, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each: unknown) => objectsToWire(type, each));
  return isRecord(value) ? toWire(type, value) : value;
}

const RESERVED = ['callbackCommand', 'operationID', ...Object.keys(ALLOWED)];

/** What a request has beyond the contract: an edition of OpenIM that sends more may take it from the answer too. */
function unknownFields(
  type: new () => object,
  request: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  // In any letter case: OpenIM would read it as the field itself.
  const known = new Set([...RESERVED, ...fieldsOf(type).flatMap(({ wire }) => wire)].map(foldKey));
  return Object.fromEntries(Object.entries(request).filter(([name]) => !known.has(foldKey(name))));
}

/** The objects of an answer's list with what the request has of the same ones besides. */
function complete(answered: unknown, sent: unknown, key: string): unknown {
  if (!Array.isArray(answered) || !Array.isArray(sent)) return answered;
  const before = new Map(sent.filter(isRecord).map((each) => [each[key], each]));
  return answered.map((each: unknown) => (isRecord(each) ? { ...before.get(each[key]), ...each } : each));
}
