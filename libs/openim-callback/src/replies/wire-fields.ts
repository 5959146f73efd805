import { fieldsOf } from '../contract/field-metadata.js';
import { isRecord } from '../contract/records.js';

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
