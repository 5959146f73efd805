import { getMetadataStorage } from 'class-validator';
import { fieldsOf, type FieldDeclaration } from '../../contract/field-metadata.js';
import { IS_BOOLEAN_MAP, IS_JSON_OBJECT_TEXT } from '../../contract/validation-rules.js';

/** A schema of OpenAPI 3.0, as far as it is needed here. */
export type Schema = Readonly<Record<string, unknown>>;

/** One rule of class-validator for a field. */
interface Rule {
  readonly propertyName: string;
  readonly name?: string;
  readonly constraints?: readonly unknown[];
}

/** The fields of an event or a reply as OpenIM spells them, with the rules that they are checked by. */
export function classSchema(type: new () => object): Schema {
  const rules = getMetadataStorage().getTargetValidationMetadatas(type, '', false, false) as readonly Rule[];
  const properties = fieldsOf(type).map((field) => [
    field.wire[0] ?? field.name,
    fieldSchema(
      field,
      rules.filter(({ propertyName }) => propertyName === field.name),
    ),
  ]);
  return { type: 'object', properties: Object.fromEntries(properties) as Schema };
}

function fieldSchema(field: FieldDeclaration, rules: readonly Rule[]): Schema {
  const value = valueSchema(field, rules);
  // Go writes an empty list as null.
  if (rules.some(({ name }) => name === 'isArray')) return { type: 'array', nullable: true, items: value };
  return field.nullable ? { ...value, nullable: true } : value;
}

function valueSchema({ type }: FieldDeclaration, rules: readonly Rule[]): Schema {
  if (type) return classSchema(type());
  const constraint = (name: string): unknown => rules.find((rule) => rule.name === name)?.constraints?.[0];
  const names = new Set(rules.map(({ name }) => name));
  if (names.has('isInt')) return { type: 'integer', minimum: constraint('min'), maximum: constraint('max') };
  if (names.has('isBoolean')) return { type: 'boolean' };
  if (names.has(IS_BOOLEAN_MAP)) return { type: 'object', additionalProperties: { type: 'boolean' } };
  if (names.has(IS_JSON_OBJECT_TEXT)) return { type: 'string', description: 'the text of a JSON object' };
  return { type: 'string' };
}
