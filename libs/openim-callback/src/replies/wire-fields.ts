import { fieldsOf } from '../contract/field-metadata.js';

/** Spells the fields of an event or a reply as OpenIM does, objects inside them too. */
export function toWire(
  type: new () => object,
  fields: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const spelling = new Map(fieldsOf(type).map((field) => [field.name, field.wire[0] ?? field.name]));
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [spelling.get(name) ?? name, valueToWire(value)]),
  );
}

function valueToWire(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(valueToWire);
  if (typeof value !== 'object' || value === null || isPlain(value)) return value;
  return toWire(classOf(value), Object.fromEntries(Object.entries(value)));
}

const isPlain = (value: object): boolean => Object.getPrototypeOf(value) === Object.prototype;

const classOf = (value: object): (new () => object) => Object.getPrototypeOf(value).constructor;
