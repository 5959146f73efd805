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
    if (value !== undefined) Reflect.set(target, field.name, value);
  }
  return target;
}

/** The value of one field in any of its spellings; undefined when it is absent or null. */
export function readField(field: FieldDeclaration, source: object): unknown {
  const spelling = field.wire.find((name) => Object.hasOwn(source, name));
  const sent: unknown = spelling === undefined ? undefined : Reflect.get(source, spelling);
  if (sent === undefined || sent === null) return undefined;
  const value = field.reading ? (field.reading(sent) ?? undefined) : sent;
  return field.type ? readObjects(field.type(), value) : value;
}

function readObjects(type: new () => object, value: unknown): unknown {
  if (!Array.isArray(value)) return isRecord(value) ? readFields(type, value) : value;
  // Null keeps the place of what is no object, for the validation to complain about.
  return value.map((each: unknown) => (isRecord(each) ? readFields(type, each) : null));
}
