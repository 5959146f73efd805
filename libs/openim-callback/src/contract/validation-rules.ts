import {
  IS_ARRAY,
  IS_BOOLEAN,
  IS_INT,
  IS_OBJECT,
  IS_STRING,
  isArray,
  isBoolean,
  isInt,
  isObject,
  isString,
  MAX,
  max,
  MIN,
  min,
} from 'class-validator';
import { isRecord } from './records.js';

/** The rule of {@link isBooleanMap}, for class-validator. */
export const IS_BOOLEAN_MAP = 'isBooleanMap';

/** Whether a value is what Go's `map[string]bool` becomes. */
export const isBooleanMap = (value: unknown): boolean =>
  isRecord(value) && Object.values(value).every((each) => typeof each === 'boolean');

/** The rule of {@link isJsonObjectText}, for class-validator. */
export const IS_JSON_OBJECT_TEXT = 'isJsonObjectText';

/** Whether a value is a string that holds a JSON object. */
export const isJsonObjectText = (value: unknown): boolean =>
  typeof value === 'string' && isRecord(parsed(value));

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether a rule holds; some rules have a limit. */
export interface RuleTest {
  /** For a value. */
  readonly one: (value: unknown, limit: unknown) => boolean;
  /** For each value of a list; absent where no field of the contract asks for it. */
  readonly all?: (list: readonly unknown[], limit: unknown) => boolean;
}

/**
 * The rules that look at nothing but a value and their limit, by the names class-validator notes them under: its
 * own functions, and the contract's.
 */
export const RULE_TESTS: ReadonlyMap<string | undefined, RuleTest> = new Map<string, RuleTest>([
  [IS_STRING, { one: isString, all: areStrings }],
  [IS_INT, { one: isInt, all: areInts }],
  [MIN, { one: (value, limit) => min(value, Number(limit)), all: areAtLeast }],
  [MAX, { one: (value, limit) => max(value, Number(limit)), all: areAtMost }],
  [IS_OBJECT, { one: isObject, all: areObjects }],
  [IS_BOOLEAN, { one: isBoolean }],
  [IS_ARRAY, { one: isArray }],
  [IS_BOOLEAN_MAP, { one: isBooleanMap }],
  [IS_JSON_OBJECT_TEXT, { one: isJsonObjectText }],
]);

// Plain loops, each with its own test: V8 compiles them within the first long list, and one loop for all never well.

function areStrings(list: readonly unknown[]): boolean {
  // Asked first since isString begins with an instanceof, which takes longer than to parse a short string.
  for (const item of list) if (typeof item !== 'string' && !isString(item)) return false;
  return true;
}

function areInts(list: readonly unknown[]): boolean {
  for (const item of list) if (!isInt(item)) return false;
  return true;
}

function areObjects(list: readonly unknown[]): boolean {
  for (const item of list) if (!isObject(item)) return false;
  return true;
}

function areAtLeast(list: readonly unknown[], limit: unknown): boolean {
  const least = Number(limit);
  for (const item of list) if (!min(item, least)) return false;
  return true;
}

function areAtMost(list: readonly unknown[], limit: unknown): boolean {
  const most = Number(limit);
  for (const item of list) if (!max(item, most)) return false;
  return true;
}
