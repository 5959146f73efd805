import 'reflect-metadata';

/** What the contract knows of one field of an event, a reply or an object inside one. */
export interface FieldDeclaration {
  /** The one sane spelling: the property of the class. */
  readonly name: string;
  /** Every spelling that is read; the first is OpenIM's and the one written. */
  readonly wire: readonly string[];
  /** Whether `null` means something ("not changed"). */
  readonly nullable: boolean;
}

const FIELDS = Symbol.for('nestjs-openim-callback:fields');

/** Notes a field on the class that declares it; called by the field decorators. */
export function declareField(prototype: object, field: FieldDeclaration): void {
  const own: FieldDeclaration[] = Reflect.getOwnMetadata(FIELDS, prototype) ?? [];
  Reflect.defineMetadata(FIELDS, [...own, field], prototype);
}

/** The declared fields of a class, inherited ones first, in order of declaration. */
export function fieldsOf(type: new () => object): readonly FieldDeclaration[] {
  const fields = new Map<string, FieldDeclaration>();
  for (const prototype of lineage(type.prototype)) {
    const own: FieldDeclaration[] = Reflect.getOwnMetadata(FIELDS, prototype) ?? [];
    for (const field of own) fields.set(field.name, field);
  }
  return [...fields.values()];
}

function lineage(prototype: object | null): object[] {
  return prototype === null ? [] : [...lineage(Object.getPrototypeOf(prototype)), prototype];
}
