import { Expose, Transform, Type } from 'class-transformer';
import {
  Allow,
  IsArray,
  IsBoolean,
  IsInt,
  IsOptional,
  IsString,
  Max,
  Min,
  ValidateBy,
  ValidateNested,
} from 'class-validator';
import { INT32_MAX, INT32_MIN, UINT32_MAX } from './integers.js';
import { declareField } from './field-metadata.js';
import type { Reading } from './readings.js';

/** How a field is spelled outside, and what may stand in for its value. */
export interface FieldOptions {
  /**
   * The spellings to read it from: OpenIM's own first (it is also the one written), then those that only
   * the public docs use.
   * @default the property's name
   */
  readonly wire?: string | readonly string[];
  /** Whether `null` is a value of its own ("not changed") instead of Go's zero value. @default false */
  readonly nullable?: boolean;
  /** Whether the field may stay `undefined`: OpenIM leaves the key out. @default false */
  readonly optional?: boolean;
  /** Turns a documented but never sent shape of the value into the real one. */
  readonly reading?: Reading;
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

/** A list of objects; the `null` of an empty Go slice becomes `[]`. */
export const ObjectListField = (
  type: () => new () => object,
  options: FieldOptions = {},
): PropertyDecorator => field({ ...options, type }, IsArray(), ValidateNested({ each: true }));

/** One object. */
export const ObjectField = (type: () => new () => object, options: FieldOptions = {}): PropertyDecorator =>
  field({ ...options, type }, ValidateNested());

/** A Go `map[string]bool`. */
export const BooleanMapField = (options: FieldOptions = {}): PropertyDecorator =>
  field(
    options,
    ValidateBy({
      name: 'isBooleanMap',
      validator: {
        validate: (value) =>
          isRecord(value) && Object.values(value).every((each) => typeof each === 'boolean'),
        defaultMessage: (at) => `${at?.property ?? 'value'} must map names to booleans`,
      },
    }),
  );

/** The command itself: set by the class, whatever alias arrived, and known to whitelisting pipes. */
export const CommandField = (): PropertyDecorator => Allow();

interface TypedFieldOptions extends FieldOptions {
  readonly type?: () => new () => object;
}

function field(options: TypedFieldOptions, ...validators: PropertyDecorator[]): PropertyDecorator {
  return (target, property) => {
    if (typeof property === 'symbol') throw new TypeError('a contract field needs a name');
    const wire = [options.wire ?? property].flat();
    declareField(target, { name: property, wire, nullable: options.nullable ?? false });
    Expose()(target, property);
    if (options.type) Type(options.type)(target, property);
    // A missing value stays undefined here, so that the class's own initializer, Go's zero value, remains.
    Transform(({ value, obj }: { value: unknown; obj: unknown }) => {
      const sent = options.type && wire.length === 1 ? value : firstPresent(obj, wire);
      return sent === undefined || sent === null ? undefined : (options.reading?.(sent) ?? sent);
    })(target, property);
    if (options.nullable || options.optional) IsOptional()(target, property);
    for (const validate of validators) validate(target, property);
  };
}

function firstPresent(source: unknown, names: readonly string[]): unknown {
  for (const name of names) {
    if (isRecord(source) && Object.hasOwn(source, name)) return source[name];
  }
  return undefined;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
