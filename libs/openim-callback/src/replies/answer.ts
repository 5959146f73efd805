import { validateSync } from 'class-validator';
import type { BeforeDefinition, OpenImEvent } from '../contract/definition.js';
import { findAlias } from '../contract/aliases.js';
import { fieldsOf } from '../contract/field-metadata.js';
import { readFields } from '../contract/read-fields.js';
import { isRecord } from '../contract/records.js';
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
  const echo = answerRules[definition.command]?.echo;
  if (!echo && Object.keys(changes).length === 0) return ALLOW_BYTES;
  const sent = new Map(Object.entries(event));
  const fields = {
    ...toWire(definition.event, Object.fromEntries((echo ?? []).map((name) => [name, sent.get(name)]))),
    ...toWire(definition.reply, changes),
  };
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
    JSON.stringify({ ...ALLOWED, ...toWire(definition.event, Object.fromEntries(readable)) }),
  );
}

/** Spells the fields of an event or a reply as OpenIM does, those of the objects inside it too. */
export function toWire(
  type: new () => object,
  fields: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const declared = new Map(fieldsOf(type).map((field) => [field.name, field]));
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      const field = declared.get(name);
      return [field?.wire[0] ?? name, field?.type ? objectsToWire(field.type(), value) : value];
    }),
  );
}

function objectsToWire(type: new () => object, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each: unknown) => objectsToWire(type, each));
  return isRecord(value) ? toWire(type, value) : value;
}
