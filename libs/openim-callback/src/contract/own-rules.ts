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
