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
import { IS_BOOLEAN_MAP, IS_JSON_OBJECT_TEXT, isBooleanMap, isJsonObjectText } from './own-rules.js';

/** Whether a rule holds for a value; some rules have a limit. */
export type RuleTest = (value: unknown, limit: unknown) => boolean;

/**
 * The rules that look at nothing but a value and their limit, by the names class-validator notes them under: its
 * own functions, and the contract's.
 */
export const RULE_TESTS: ReadonlyMap<string | undefined, RuleTest> = new Map<string, RuleTest>([
  [IS_STRING, isString],
  [IS_BOOLEAN, isBoolean],
  [IS_INT, isInt],
  [MIN, (value, limit) => min(value, Number(limit))],
  [MAX, (value, limit) => max(value, Number(limit))],
  [IS_ARRAY, isArray],
  [IS_OBJECT, isObject],
  [IS_BOOLEAN_MAP, isBooleanMap],
  [IS_JSON_OBJECT_TEXT, isJsonObjectText],
]);
