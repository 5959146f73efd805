import 'reflect-metadata';
import type { Converter } from './converters.js';

/** What the contract knows of one field of an event, a reply or an object inside one. */
export interface FieldDeclaration {
  /** The one sane spelling: the property of the class. */
  readonly name: string;
  /** Every spelling that is read, the sane one included; the first is OpenIM's and the one written. */
  readonly wire: readonly string[];
  /** Whether `null` means something ("not changed"). */
  readonly nullable: boolean;
  /** The class of the object, or of the objects in the list, that the field holds. */
  readonly type?: () => new () => object;
  /** Turns a documented but never sent shape of the value into the real one. */
  readonly convert?: Converter;
}

const FIELDS = Symbol.for('nestjs-openim-callback:fields');

const known = new WeakMap<object, readonly FieldDeclaration[]>();

/** Notes a field on the class that declares it; called by the field decorators. */
export function declareField(prototype: object, field: FieldDeclaration): void {
  Reflect.defineMetadata(FIELDS, [...ownFieldsOf(prototype), field], prototype);
}

/** The declared fields of a class, inherited ones first, in order of declaration. */
export function fieldsOf(type: new () => object): readonly FieldDeclaration[] {
  const seen = known.get(type);
  if (seen) return seen;
  const fields = collectFields(type);
  known.set(type, fields);
  return fields;
}

function ownFieldsOf(prototype: object): readonly FieldDeclaration[] {
  const own: unknown = Reflect.getOwnMetadata(FIELDS, prototype);
  return (own ?? []) as readonly FieldDeclaration[];
}

function collectFields(type: new () => object): readonly FieldDeclaration[] {
  const fields = new Map<string, FieldDeclaration>();
  for (const prototype of lineage(type.prototype as object)) {
    for (const field of ownFieldsOf(prototype)) fields.set(field.name, field);
  }
  return [...fields.values()];
}

function lineage(prototype: object | null): object[] {
  return prototype === null ? [] : [...lineage(Object.getPrototypeOf(prototype) as object | null), prototype];
}
