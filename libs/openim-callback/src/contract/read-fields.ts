import { fieldsOf, type FieldDeclaration } from './field-metadata.js';
import { isRecord } from './records.js';

/**
 * A new instance of a class, with what a plain object says of the declared fields; all else stays behind.
 *
 * It is not `plainToInstance` of class-transformer, which also walks through values that no field asks for:
 * that ends in a `RangeError` on a list nested 2000 deep, and in a `TypeError` on an own `constructor` key.
 */
export function readFields<T extends object>(type: new () => T, source: object): T {
  const target = new type();
  for (const field of fieldsOf(type)) {
    const value = readField(field, source);
    // What is missing stays as the class initializes it: Go's zero value.
    if (value !== undefined) (target as Record<string, unknown>)[field.name] = value;
  }
  return target;
}

/** The value of one field in any of its spellings; undefined when it is absent or null. */
export function readField({ wire, convert, type }: FieldDeclaration, source: object): unknown {
  const sent = firstOf(wire, source);
  if (sent === undefined || sent === null) return undefined;
  const value = convert ? (convert(sent) ?? undefined) : sent;
  return type ? readObjects(type(), value) : value;
}

/** Own properties only: what a prototype has was not sent. */
function firstOf(spellings: readonly string[], source: object): unknown {
  for (const name of spellings) {
    if (Object.hasOwn(source, name)) return (source as Readonly<Record<string, unknown>>)[name];
  }
  return undefined;
}

function readObjects(type: new () => object, value: unknown): unknown {
  if (!Array.isArray(value)) return isRecord(value) ? readFields(type, value) : value;
  // Null keeps the place of what is no object, for the validation to complain about.
  return value.map((each: unknown) => (isRecord(each) ? readFields(type, each) : null));
}
