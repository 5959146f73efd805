import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import type { BeforeDefinition, OpenImEvent } from '../contract/definition.js';
import { fieldsOf } from '../contract/field-metadata.js';
import { describeErrors } from '../contract/read-event.js';
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
  for (const [name, given] of Object.entries(fields)) {
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    if (!rule && !known.has(name)) throw new InvalidReplyError(`modify(): ${definition.key} has no field ${name}`);
    const { value, warning } = rule ? rule(given, event) : { value: given };
    if (warning) warnings.push(`${definition.key}: ${name} was dropped from the answer: ${warning}`);
    if (value !== undefined && value !== null) kept[name] = value;
  }
  return { fields: validate(definition, kept), warnings };
}

function validate(definition: BeforeDefinition, fields: object): Readonly<Record<string, unknown>> {
  const reply = plainToInstance(definition.reply, fields, {
    excludeExtraneousValues: true,
    exposeUnsetFields: false,
  });
  const problems = describeErrors(validateSync(reply, { forbidUnknownValues: false }));
  if (problems.length > 0) throw new InvalidReplyError(`modify(): ${definition.key}: ${problems.join('; ')}`);
  return Object.fromEntries(Object.entries(reply));
}
