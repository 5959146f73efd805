import { validateSync } from 'class-validator';
import type { BeforeDefinition, OpenImEvent } from '../contract/definition.js';
import { fieldsOf } from '../contract/field-metadata.js';
import { describeErrors } from '../contract/read-event.js';
import { readFields } from '../contract/read-fields.js';
import { isRecord } from '../contract/records.js';
import { answerRules } from './field-rules.js';
import { InvalidReplyError } from './invalid-reply.error.js';

/** The fields of a modification, checked, in the sane spelling. */
export interface ReadReply {
  readonly fields: Readonly<Record<string, unknown>>;
  /** What was dropped and why, a sentence each. */
  readonly warnings: readonly string[];
}

/**
 * Checks the fields of a modification against the command's reply class, and drops what would make OpenIM
 * crash or what it would ignore.
 *
 * @throws {InvalidReplyError} for a field the command does not have and for a value of a wrong type, which
 *   would make OpenIM refuse with 90007
 */
export function readReply(
  definition: BeforeDefinition,
  event: Readonly<OpenImEvent>,
  fields: object,
): ReadReply {
  const rules = answerRules[definition.command]?.fields ?? {};
  const known = new Set(fieldsOf(definition.reply).map((field) => field.name));
  const kept: Record<string, unknown> = {};
  const warnings: string[] = [];
  for (const [name, given] of entriesOf(fields)) {
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    if (!rule && !known.has(name)) throw new InvalidReplyError(noField(definition, name));
    if (given === undefined || given === null) continue;
    const { value, warning } = rule ? rule(given, event) : { value: given };
    if (warning) warnings.push(`${definition.key}: ${name} was dropped from the answer: ${warning}`);
    if (value !== undefined) kept[name] = copyOf(value);
  }
  return { fields: validate(definition, kept), warnings };
}

function validate(definition: BeforeDefinition, fields: object): Readonly<Record<string, unknown>> {
  const [unknown] = unknownFields(definition.reply, fields);
  if (unknown !== undefined) throw new InvalidReplyError(noField(definition, unknown));
  const reply = readFields(definition.reply, fields);
  const problems = describeErrors(validateSync(reply, { forbidUnknownValues: false }));
  if (problems.length > 0) throw new InvalidReplyError(`modify(): ${definition.key}: ${problems.join('; ')}`);
  return Object.fromEntries(Object.entries(reply));
}

/** The fields that a class, or the classes of the objects inside it, do not have, with their path. */
function unknownFields(type: new () => object, value: unknown, path = ''): string[] {
  const declared = new Map(fieldsOf(type).map((field) => [field.name, field]));
  const objects: unknown[] = Array.isArray(value) ? value : [value];
  return objects
    .filter(isRecord)
    .flatMap((each) => Object.entries(each))
    .flatMap(([name, inner]) => {
      const field = declared.get(name);
      if (!field) return [path + name];
      return field.type ? unknownFields(field.type(), inner, `${path}${name}.`) : [];
    });
}

function entriesOf(fields: unknown): [string, unknown][] {
  if (!isRecord(fields)) throw new InvalidReplyError('modify() takes an object with the fields to change');
  return Object.entries(fields);
}

/** What the listener does to its object later must not reach OpenIM; a hole in a list becomes visible. */
function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return Array.from<unknown>(value);
  return isRecord(value) ? { ...value } : value;
}

const noField = ({ key }: BeforeDefinition, name: string): string => `modify(): ${key} has no field ${name}`;
