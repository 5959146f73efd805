import { Expose, Transform } from 'class-transformer';
import {
  Allow,
  IsArray,
  IsBoolean,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Max,
  Min,
  ValidateBy,
  ValidateNested,
} from 'class-validator';
import { declareField, type FieldDeclaration } from './field-metadata.js';
import { INT32_MAX, INT32_MIN, UINT32_MAX } from './integers.js';
import { IS_BOOLEAN_MAP, IS_JSON_OBJECT_TEXT, isBooleanMap, isJsonObjectText } from './validation-rules.js';
import { readField } from './read-fields.js';
import type { Converter } from './converters.js';

/** How a field is spelled outside, and what may stand in for its value. */
export interface FieldOptions {
  /**
   * The spellings to read it from, beside the property's name: OpenIM's own first (it is also the one
   * written), then those that only the public docs use.
   * @default the property's name
   */
  readonly wire?: string | readonly string[];
  /** Whether `null` is a value of its own ("not changed") instead of Go's zero value. @default false */
  readonly nullable?: boolean;
  /** Whether the field may stay `undefined`: OpenIM leaves the key out. @default false */
  readonly optional?: boolean;
  /** Turns a documented but never sent shape of the value into the real one. */
  readonly convert?: Converter;
}

/** A Go `string`. Absent and null are `''`, as in Go, unless the options say otherwise. */
export const StringField = (options: FieldOptions = {}): PropertyDecorator => field(options, IsString());

/** A Go `int32`. */
export const Int32Field = (options: FieldOptions = {}): PropertyDecorator =>
  field(options, IsInt(), Min(INT32_MIN), Max(INT32_MAX));

/** A Go `uint32`. */
export const Uint32Field = (options: FieldOptions = {}): PropertyDecorator =>
  field(options, IsInt(), Min(0), Max(UINT32_MAX));

/** A Go `int` or `int64`, as far as JavaScript holds it exactly; beyond that the callback is unreadable. */
export const Int64Field = (options: FieldOptions = {}): PropertyDecorator =>
  field(options, IsInt(), Min(Number.MIN_SAFE_INTEGER), Max(Number.MAX_SAFE_INTEGER));

/** A Go `bool`. */
export const BooleanField = (options: FieldOptions = {}): PropertyDecorator => field(options, IsBoolean());

/** A Go `[]string`; the `null` of an empty Go slice becomes `[]`. */
export const StringListField = (options: FieldOptions = {}): PropertyDecorator =>
  field(options, IsArray(), IsString({ each: true }));

/** A Go `[]int64`; the `null` of an empty Go slice becomes `[]`. */
export const Int64ListField = (options: FieldOptions = {}): PropertyDecorator =>
  field(
    options,
    IsArray(),
    IsInt({ each: true }),
    Min(Number.MIN_SAFE_INTEGER, { each: true }),
    Max(Number.MAX_SAFE_INTEGER, { each: true }),
  );

/** A list of objects, none of them null; the `null` of an empty Go slice becomes `[]`. */
export const ObjectListField = (
  type: () => new () => object,
  options: FieldOptions = {},
): PropertyDecorator =>
  field({ ...options, type }, IsArray(), IsObject({ each: true }), ValidateNested({ each: true }));

/** One object. */
export const ObjectField = (type: () => new () => object, options: FieldOptions = {}): PropertyDecorator =>
  field({ ...options, type }, IsObject(), ValidateNested());

/** A Go `map[string]bool`. */
export const BooleanMapField = (options: FieldOptions = {}): PropertyDecorator =>
  field(options, ownRule(IS_BOOLEAN_MAP, isBooleanMap, 'must map names to booleans'));

/** A Go `string` that must hold the text of a JSON object. */
export const JsonObjectTextField = (options: FieldOptions = {}): PropertyDecorator =>
  field(options, ownRule(IS_JSON_OBJECT_TEXT, isJsonObjectText, 'must be a string that holds a JSON object'));

/** The command itself: set by the class, whatever alias arrived, and known to whitelisting pipes. */
export const CommandField = (): PropertyDecorator => Allow();

interface TypedFieldOptions extends FieldOptions {
  readonly type?: FieldDeclaration['type'];
}

/**
 * Declares the field for `readFields`, and the same to class-transformer and class-validator, so that a pipe
 * of the application that transforms an event, or validates it again, leaves it as it is.
 */
function field(options: TypedFieldOptions, ...validators: PropertyDecorator[]): PropertyDecorator {
  return (target, property) => {
    if (typeof property === 'symbol') throw new TypeError('a contract field needs a name');
    const { wire = [], nullable = false, convert, type } = options;
    const spellings = [...new Set([wire, property].flat())];
    const declaration: FieldDeclaration = { name: property, wire: spellings, nullable, convert, type };
    declareField(target, declaration);
    Expose()(target, property);
    Transform(({ obj }: { obj: object }) => readField(declaration, obj) ?? (nullable ? null : undefined))(
      target,
      property,
    );
    if (nullable || options.optional) IsOptional()(target, property);
    for (const validate of validators) validate(target, property);
  };
}

const ownRule = (name: string, validate: (value: unknown) => boolean, sentence: string): PropertyDecorator =>
  ValidateBy({
    name,
    validator: { validate, defaultMessage: (at) => `${at?.property ?? 'value'} ${sentence}` },
  });
